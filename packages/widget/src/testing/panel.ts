import { createPanelModel } from "../model.ts";
import { createFakeServer, type FakeServer } from "./fake-server.ts";

type Emitted = {
  name: string;
  contact: unknown;
  contacts: unknown;
  detail: Readonly<Record<string, unknown>>;
};

/** A panel's model on a fake server; `refuseToAdd` stands for a host that prevents adding. */
export function openPanel(server: FakeServer = createFakeServer(), { refuseToAdd = false } = {}) {
  const emitted: Emitted[] = [];
  const panel = createPanelModel({
    fetch: server.fetch,
    emit(name, detail) {
      emitted.push({ name, contact: detail["contact"], contacts: detail["contacts"], detail });
      return !(refuseToAdd && name === "before-add");
    },
  });
  const connection = { baseUrl: "http://tags.test", workspace: "acme", getToken: server.getToken };
  return {
    server,
    panel,
    emitted,
    names: () => emitted.map(({ name }) => name),
    show: (...contacts: string[]) => panel.show(contacts, connection),
    chips: () =>
      panel.current.value?.chips.value.map(({ name, pending }) => (pending ? `${name}…` : name)) ?? null,
    shares: () =>
      panel.current.value?.chips.value.map(({ name, contactCount }) => `${name} ${contactCount}`) ?? null,
    recent: () => panel.current.value?.history.value.map(({ kind, tag }) => `${tag.name} ${kind}`) ?? [],
    notice: () => panel.notice.value,
  };
}

/** Something to wait on that the test lets go. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
