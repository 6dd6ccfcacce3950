import { PacelineError } from "@paceline/core";

/** One thing in which profiles differ, so that their difference would be of that and not of the code. */
export interface ProfileDisparity {
  readonly field: ProfileField;
  readonly base: string;
  readonly head: string;
}

export type ProfileField =
  | "mode"
  | "sample type"
  | "interval"
  | "Node version"
  | "V8 version"
  | "flags"
  | "profiler start"
  | "host";

/** Profiles that cannot be compared: all that differs is named. */
export class ProfilesNotComparableError extends PacelineError {
  override readonly code = "PACELINE_PROFILES_NOT_COMPARABLE";
  readonly disparities: readonly ProfileDisparity[];

  constructor(disparities: readonly ProfileDisparity[]) {
    const list = disparities.map(({ field, base, head }) => `${field} (${base} and ${head})`);
    super(
      `profiles cannot be compared, they differ in ${list.join(", ")}: record both in the same way`,
    );
    this.disparities = disparities;
  }
}
