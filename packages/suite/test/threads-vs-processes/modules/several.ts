export { counter } from "./counter.ts";
export { idler } from "./idler.ts";
