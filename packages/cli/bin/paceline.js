#!/usr/bin/env node
// Plain JavaScript that even old Node versions parse, so that a too old one gets a newer one or a sentence,
// not a SyntaxError.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const isNewEnough = (version) => {
  const [major, minor] = version.split(".").map(Number);
  return major > 24 || (major === 24 && minor >= 11);
};

if (isNewEnough(process.versions.node)) {
  await runHere();
} else {
  const newer = findProjectNode(process.cwd());
  if (newer === undefined) {
    process.stderr.write(
      `paceline needs Node 24.11 or newer, this is ${process.version}: run "npm install --save-dev node@24", ` +
        `then start it again\n`,
    );
    process.exitCode = 2;
  } else {
    runWith(newer);
  }
}

async function runHere() {
  // In a checkout the sources run as they are, so that nothing stale is ever measured. A published package
  // holds src too, but Node strips no types below node_modules, and dist is what was tested there.
  const source = new URL("../src/main.ts", import.meta.url);
  const path = fileURLToPath(source);
  const isCheckout = !/[\\/]node_modules[\\/]/.test(path) && existsSync(path);

  module.enableCompileCache();
  if (isCheckout) {
    module.registerHooks({
      resolve: (specifier, context, next) =>
        next(specifier, {
          ...context,
          conditions: [...context.conditions, "@paceline/source"],
        }),
    });
  }
  const { main } = await import(isCheckout ? source.href : "../dist/main.js");
  await main();
}

/** A project that depends on the npm package "node" brings its own: the nearest one above the folder. */
function findProjectNode(folder) {
  const home = join(folder, "node_modules", "node");
  const program = join(home, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(program) && existsSync(join(home, "package.json"))) {
    const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    if (isNewEnough(version)) return program;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : findProjectNode(parent);
}

function runWith(program) {
  const child = spawn(program, process.argv.slice(1), {
    // Through the channel the child learns when this process is killed; nothing is ever sent.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PACELINE_LAUNCHED: "1" },
  });
  // A terminal's Ctrl-C reaches the child too, which takes two in quick succession for one. It decides how to
  // end; this process only passes on how it did.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`error: ${program} cannot be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code === null ? (signal === "SIGINT" ? 130 : 1) : code;
  });
}
