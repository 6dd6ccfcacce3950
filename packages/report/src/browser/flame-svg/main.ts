import { startFlameSvg } from "./flame-svg.ts";

startFlameSvg(document);
