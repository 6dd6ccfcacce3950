/**
 * The part of the address behind `#`, which a page of one file may change: also when it was opened from a disk.
 *
 * @param changed - called when it changed other than by {@link HashAddress.replace}: by going back or forward, by a link.
 */
export function createHashAddress(changed: (hash: string) => void): HashAddress {
  let written = location.hash;
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    written = location.hash;
    changed(written);
  });
  return {
    push(hash) {
      if (hash === normal(written)) return;
      written = hash;
      location.hash = hash;
      written = location.hash;
    },
    replace(hash) {
      if (hash === normal(written)) return;
      written = hash;
      history.replaceState(null, "", hash);
      written = location.hash;
    },
  };
}

export interface HashAddress {
  /** Goes on to a new address; "back" leads to the one before. */
  readonly push: (hash: string) => void;
  /** Corrects the address in place. */
  readonly replace: (hash: string) => void;
}

/** An address without a part behind `#` is the same as one with an empty part. */
const normal = (hash: string): string => (hash === "" ? "#" : hash);
