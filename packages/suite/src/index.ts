export { suiteFiles } from "./suite-files.ts";
