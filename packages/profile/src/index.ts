/** CPU and heap profiles and heap snapshots: read, merge, compare and write them. @module */
export {};
