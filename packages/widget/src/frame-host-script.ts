import { connect } from "./frame-host.ts";

declare global {
  interface Window {
    TagdeckFrame?: { connect: typeof connect };
  }
}

window.TagdeckFrame = { connect };
