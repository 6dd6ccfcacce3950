/** Names of the two tracks of a file that holds a difference: what was, and what is. */
export const BASE_TRACK = "base";
export const HEAD_TRACK = "head";
