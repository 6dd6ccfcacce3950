import { fromBase85 } from "../../page/base85.ts";
import { unpackColumns } from "../../page/columns.ts";
import type { PackedColumns } from "../../page/columns.ts";

/** Unpacks what `renderPage` put into the page. */
export async function readPageData(): Promise<PackedColumns> {
  const text = document.getElementById("page-data")?.textContent ?? "";
  const deflated = fromBase85(text);
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return unpackColumns(new Uint8Array(await new Response(stream).arrayBuffer()));
}
