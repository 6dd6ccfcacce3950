import { readFlameModel } from "../../flame-graph/view/flame-model.ts";
import { readPageData } from "../page/read-page-data.ts";
import { startFlameApp } from "./flame-app.ts";

void (async () => {
  startFlameApp(document.getElementById("page")!, readFlameModel(await readPageData()));
  performance.mark("paceline-ready");
})();
