import type { OutputFile } from "../flame-graph/output-file.ts";
import type { ProfileForm } from "./write-output.ts";

/** What was asked of a profile, whatever is profiled. */
export interface ProfileRequest {
  readonly intervalUs: number;
  readonly durationMs: number | null;
  readonly by: "function" | "worker" | "agent";
  readonly rowCountMax: number;
  readonly output: OutputFile<ProfileForm> | null;
}
