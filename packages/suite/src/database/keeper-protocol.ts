/** What the keeper of an embedded server tells whoever started it. */
export type KeeperReply =
  | {
      readonly kind: "ready";
      readonly url: string;
      /** To be removed when the keeper cannot. */
      readonly folder: string;
      /** True when the system had no user "postgres" and now has. */
      readonly hasMadeUser: boolean;
    }
  | { readonly kind: "failed"; readonly fault: string; readonly output: string };

/** The only command. The end of the channel means the same. */
export interface KeeperCommand {
  readonly kind: "stop";
}
