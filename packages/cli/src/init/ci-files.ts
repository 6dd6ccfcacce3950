import type { FirstFile } from "./first-files.ts";

export type CiChoice = "github" | "gitlab";

/** What continuous integration needs to hold a performance budget; see docs/guides/ci.md. */
export const ciFiles = (choice: CiChoice): readonly FirstFile[] =>
  choice === "gitlab"
    ? [{ path: ".gitlab-ci.yml", text: GITLAB }]
    : [
        { path: ".github/workflows/paceline.yml", text: GITHUB_GATE },
        { path: ".github/workflows/paceline-comment.yml", text: GITHUB_COMMENT },
      ];

/** The merge base and the change are measured by one job, interleaved: other jobs have other machines. */
const GITHUB_GATE = `name: paceline
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  gate:
    runs-on: ubuntu-latest
    timeout-minutes: 45
    env:
      # Through the environment, so that a branch's name is never read as a command.
      BASE_BRANCH: \${{ github.base_ref }}
      BEFORE: \${{ github.event.before }}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npm ci
      - name: Restore results
        uses: actions/cache@v4
        with:
          path: results
          key: paceline-results-\${{ github.run_id }}
          restore-keys: paceline-results-
      - name: Gate
        run: |
          if [ -n "$BASE_BRANCH" ]; then
            base="$(git merge-base "origin/$BASE_BRANCH" HEAD)"
          else
            base="$BEFORE"
          fi
          npx paceline gate "$base" --budget 15m --format github --output verdicts.md
      - name: Summary
        if: always()
        run: cat verdicts.md >> "$GITHUB_STEP_SUMMARY"
      # Only on main, and only reached after a pass.
      - name: Keep the baseline
        if: github.event_name == 'push'
        run: |
          npx paceline run --autosave
          npx paceline baseline save
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: paceline
          path: |
            verdicts.md
            results
`;

/**
 * Runs with the code of the default branch, so that pull requests from forks get a comment although their
 * own job may only read. Of the pull request it takes nothing but the text.
 */
const GITHUB_COMMENT = `name: paceline comment
on:
  workflow_run:
    workflows: [paceline]
    types: [completed]
permissions:
  actions: read
  contents: read
  pull-requests: write
jobs:
  comment:
    if: github.event.workflow_run.event == 'pull_request'
    runs-on: ubuntu-latest
    env:
      GH_TOKEN: \${{ github.token }}
      REPOSITORY: \${{ github.repository }}
      RUN_ID: \${{ github.event.workflow_run.id }}
      HEAD_SHA: \${{ github.event.workflow_run.head_sha }}
    steps:
      - run: gh run download "$RUN_ID" --repo "$REPOSITORY" --name paceline --dir artifact
      - run: |
          number="$(gh api "repos/$REPOSITORY/commits/$HEAD_SHA/pulls" --jq '.[0].number')"
          if [ -n "$number" ]; then
            gh pr comment "$number" --repo "$REPOSITORY" --edit-last --create-if-none --body-file artifact/verdicts.md
          fi
`;

const GITLAB = `paceline:
  image: node:24
  timeout: 45 minutes
  variables:
    GIT_DEPTH: 0
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  cache:
    key: paceline-results
    paths: [results]
  script:
    - npm ci
    # The merge base is measured beside the change: another job would have another machine.
    - npx paceline gate "\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}" --budget 15m --output paceline.xml
    # Only on the default branch, and only reached after a pass.
    - if [ "$CI_COMMIT_BRANCH" = "$CI_DEFAULT_BRANCH" ]; then npx paceline run --autosave && npx paceline baseline save; fi
  artifacts:
    when: always
    paths: [results, paceline.xml]
    reports:
      junit: paceline.xml
`;
