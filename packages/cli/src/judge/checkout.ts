import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PacelineError } from "@paceline/core";

import { runProgram } from "./run-program.ts";

/** A commit that does not exist, or the folder is no repository. */
export class UnknownCommitError extends PacelineError {
  override readonly code = "PACELINE_UNKNOWN_COMMIT";

  constructor(name: string, reason: string) {
    super(
      `"${name}" is neither a stored result nor a commit of this repository: ${reason}; "paceline baseline list" shows what is stored`,
    );
  }
}

/** A commit whose dependencies cannot be installed cannot be measured. */
export class CheckoutFailedError extends PacelineError {
  override readonly code = "PACELINE_CHECKOUT_FAILED";

  constructor(name: string, step: string, output: string) {
    super(`"${name}" cannot be measured: ${step} failed: ${output.trim() || "no output"}`);
  }
}

/** A commit in a folder of its own, gone when it is disposed of. */
export interface Checkout extends AsyncDisposable {
  readonly root: string;
  readonly commitId: string;
}

/**
 * Checks a commit out beside the working tree and installs what it depends on.
 *
 * @throws {UnknownCommitError} or {CheckoutFailedError}; nothing is left behind.
 */
export async function checkOut(
  name: string,
  { root, signal }: { readonly root: string; readonly signal: AbortSignal },
): Promise<Checkout> {
  const git = (...args: string[]): ReturnType<typeof runProgram> =>
    runProgram("git", args, { cwd: root, signal });
  // The two dashes keep a name such as "--help" from being an option.
  const found = await git(
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${name}^{commit}`,
  );
  const commitId = found.stdout.trim();
  if (found.exitCode !== 0 || commitId === "") {
    throw new UnknownCommitError(name, found.stderr.trim() || "git does not know it");
  }
  const prefix = (await git("rev-parse", "--show-prefix")).stdout.trim();
  const folder = await mkdtemp(join(tmpdir(), "paceline-checkout-"));
  const checkout: Checkout = {
    root: join(folder, prefix),
    commitId,
    async [Symbol.asyncDispose]() {
      // Not with the caller's signal: after Ctrl-C this is what must still happen.
      const ever = new AbortController().signal;
      await runProgram("git", ["worktree", "remove", "--force", folder], {
        cwd: root,
        signal: ever,
      });
      await rm(folder, { recursive: true, force: true });
      await runProgram("git", ["worktree", "prune"], { cwd: root, signal: ever });
    },
  };
  try {
    const added = await git("worktree", "add", "--detach", "--force", folder, commitId);
    if (added.exitCode !== 0) throw new CheckoutFailedError(name, "git worktree add", added.stderr);
    await install(name, checkout.root, { root, signal });
    return checkout;
  } catch (error) {
    await checkout[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Installs the commit's own dependencies. Only where it has none of its own are those of the working tree
 * used: linked packages of a workspace would lead back to the code of the working tree.
 */
async function install(
  name: string,
  checkoutRoot: string,
  { root, signal }: { readonly root: string; readonly signal: AbortSignal },
): Promise<void> {
  const manifest = await readManifest(checkoutRoot);
  if (manifest === null || !needsInstall(manifest)) {
    const modules = join(root, "node_modules");
    if (existsSync(modules) && !existsSync(join(checkoutRoot, "node_modules"))) {
      await symlink(modules, join(checkoutRoot, "node_modules"));
    }
    return;
  }
  const isLocked = existsSync(join(checkoutRoot, "package-lock.json"));
  const args = [isLocked ? "ci" : "install", "--no-audit", "--no-fund"];
  const { exitCode, stderr } = await runProgram("npm", args, { cwd: checkoutRoot, signal });
  if (exitCode !== 0) throw new CheckoutFailedError(name, `npm ${args[0]}`, stderr);
}

async function readManifest(folder: string): Promise<object | null> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    return typeof manifest === "object" ? manifest : null;
  } catch {
    // No manifest, or none that npm could read either: then there is nothing to install.
    return null;
  }
}

const needsInstall = (manifest: object): boolean =>
  ["dependencies", "devDependencies", "optionalDependencies", "workspaces"].some((field) => {
    const value: unknown = Reflect.get(manifest, field);
    return typeof value === "object" && value !== null && Object.keys(value).length > 0;
  });
