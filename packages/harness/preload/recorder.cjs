// Plain CommonJS that even old Node versions read: a profiled program may start another Node, and that must
// run as if nobody profiled it.
"use strict";

const { join, sep } = require("node:path");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 24 || (major === 24 && minor >= 11)) {
  // As in bin/paceline.js: a checkout runs its sources, a published package what was built.
  const isCheckout = !__dirname.split(sep).includes("node_modules");
  const file = isCheckout ? "src/profile/record/recorder.ts" : "dist/profile/record/recorder.js";
  require(join(__dirname, "..", file));
}
