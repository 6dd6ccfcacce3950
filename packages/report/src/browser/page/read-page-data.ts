import { unpackColumns } from "../../page/columns.ts";
import type { PackedColumns } from "../../page/columns.ts";

/** Unpacks what `renderPage` put into the page. */
export async function readPageData(): Promise<PackedColumns> {
  const text = document.getElementById("page-data")?.textContent ?? "";
  const deflated = bytesOfBase64(text);
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return unpackColumns(new Uint8Array(await new Response(stream).arrayBuffer()));
}

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
