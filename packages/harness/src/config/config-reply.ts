import type { ErrorRecord } from "@paceline/core";

/** What the thread that imports a config says. */
export type ConfigReply =
  | { readonly kind: "loaded"; readonly hasDefault: boolean; readonly value: unknown }
  | { readonly kind: "failed"; readonly error: ErrorRecord };
