import { studentTAbove } from "./student-t-tail.ts";

/** The `z` with the share `tail` of a standard normal population above it; `tail` in (0, 0.5]. */
export const normalAbove = (tail: number): number => studentTAbove(tail, Infinity);
