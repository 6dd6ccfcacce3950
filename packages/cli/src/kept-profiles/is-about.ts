/** As names of files hold names of benchmarks: letters and digits, the rest as dashes. */
const plain = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");

/**
 * Whether a name means a benchmark: its id `group/name[parameters]`, the same without its parameters, its name, or
 * a group that it is in. `sum` and `sum-loop` both mean `sum/loop[count=10]`.
 */
export function isAbout(name: string, benchmarkId: string): boolean {
  const words = benchmarkId.replace(/\[.*$/s, "").split("/");
  const meant = [
    benchmarkId,
    words.at(-1) ?? "",
    ...words.map((_, index) => words.slice(0, index + 1).join("/")),
  ];
  return plain(name) !== "" && meant.some((word) => plain(word) === plain(name));
}
