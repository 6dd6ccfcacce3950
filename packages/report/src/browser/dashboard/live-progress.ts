import { make } from "../page/dom.ts";

/** What the server sends of a run that goes on; see `serve-dashboard.ts`. */
interface ProgressEvent {
  readonly state: "idle" | "running" | "finished";
  readonly text: string;
}

/** Shows the progress of a running benchmark, and offers the new page when a result has come. */
export function followProgress(url: string, place: HTMLElement): void {
  const text = make("p", { class: "live", role: "status" });
  place.prepend(text);
  const events = new EventSource(url);
  events.addEventListener("progress", (event: MessageEvent<string>) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own server's words
    const { state, text: words } = JSON.parse(event.data) as ProgressEvent;
    text.textContent = words;
    text.classList.toggle("running", state === "running");
    if (state === "finished") {
      const again = make("a", { href: location.href }, " Show the new result");
      again.addEventListener("click", (click) => {
        click.preventDefault();
        location.reload();
      });
      text.append(again);
    }
  });
  events.addEventListener("error", () => {
    text.textContent = "The server is gone; this page stays as it is.";
    text.classList.remove("running");
  });
}
