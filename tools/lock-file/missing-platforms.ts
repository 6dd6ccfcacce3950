/** What is read of package-lock.json, version 3. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** One package that another names for one platform, and that the lock file does not hold. */
export interface MissingPlatform {
  readonly name: string;
  readonly version: string;
  readonly neededBy: LockedPackage;
}

/**
 * Packages for single platforms that the lock file leaves out. npm leaves out what its registry does not serve,
 * and `npm ci` then refuses the file everywhere.
 */
export function missingPlatforms({ packages }: LockFile): readonly MissingPlatform[] {
  return Object.values(packages).flatMap((neededBy) =>
    Object.entries(neededBy.optionalDependencies ?? {})
      .filter(([name]) => !(`node_modules/${name}` in packages))
      .map(([name, version]) => ({ name, version, neededBy })),
  );
}

const OPERATING_SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "ppc64", "riscv64", "s390x", "x64"];

/**
 * The entry of such a package, as its name tells it: `@oxlint/binding-linux-x64-musl`. Without a checksum, which
 * only its tarball could give; npm then takes the registry's.
 *
 * @returns null when the name or the version tell no platform.
 */
export function platformEntry({ name, version, neededBy }: MissingPlatform): LockedPackage | null {
  const words = name.split(/[-/]/);
  const os = OPERATING_SYSTEMS.find((each) => words.includes(each));
  const cpu = PROCESSORS.find((each) => words.includes(each));
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+$/.test(version)) return null;
  const libc = words.some((word) => word.startsWith("musl")) ? "musl" : "glibc";
  const hasLibc = os === "linux" && words.some((word) => /^(musl|gnu)/.test(word));
  const { license, dev, peer } = neededBy;
  return {
    version,
    cpu: [cpu],
    ...(dev === true && { dev }),
    ...(hasLibc && { libc: [libc] }),
    ...(license !== undefined && { license }),
    optional: true,
    os: [os],
    ...(peer === true && { peer }),
  };
}
