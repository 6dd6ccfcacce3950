import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "::1"];
const TOKEN_BYTES = 18;

/** Who may read the page. */
export interface Access {
  /** Null where only this machine can reach the server. */
  readonly token: string | null;
  readonly allows: (request: IncomingMessage, url: URL) => boolean;
}

/**
 * On this machine alone, requests must name it by one of its own names: a page of another site that gets its name to
 * lead here (DNS rebinding) names that site. At any other address they must bring the token.
 */
export function createAccess(host: string): Access {
  if (LOOPBACK_HOSTS.includes(host)) {
    return {
      token: null,
      allows: ({ headers }) => LOOPBACK_HOSTS.includes(hostnameOf(headers.host)),
    };
  }
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, allows: (_request, url) => isSame(url.searchParams.get("token") ?? "", token) };
}

const hostnameOf = (header: string | undefined): string =>
  (header ?? "")
    .replace(/:\d+$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();

/** By digests, which have one length: the time of comparing tells nothing. */
const isSame = (given: string, token: string): boolean =>
  timingSafeEqual(digest(given), digest(token));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
