import { readPageData } from "../page/read-page-data.ts";
import { drawWhenOpened } from "./draw-when-opened.ts";
import { filterGroups } from "./filter-groups.ts";
import { readRounds } from "./read-rounds.ts";
import { themeControl } from "../page/theme-control.ts";

document.documentElement.classList.add("scripted");
const controls = document.getElementById("controls");
if (controls !== null) themeControl(controls);
filterGroups();
const unpacked = readPageData().then(readRounds);
drawWhenOpened(unpacked);
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
