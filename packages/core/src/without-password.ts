/**
 * An address for messages and documents: a password belongs in no log. What follows "?" is left out too, since
 * drivers take passwords there.
 */
export function withoutPassword(url: string): string {
  if (!/^\w+:\/\//.test(url) || !URL.canParse(url)) return "the given address";
  const parsed = new URL(url);
  parsed.password = "";
  parsed.search = "";
  parsed.hash = "";
  return parsed.href;
}
