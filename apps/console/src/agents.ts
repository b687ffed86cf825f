/** Someone who answers customers. The id is what Tagdeck's history remembers them by: never reuse one. */
export type DemoAgent = { id: string; name: string; role: "agent" | "viewer" };

const mia: DemoAgent = { id: "mia", name: "Mia Chen", role: "agent" };
const kenji: DemoAgent = { id: "kenji", name: "Kenji Sato", role: "agent" };
const tom: DemoAgent = { id: "tom", name: "Tom Becker", role: "viewer" };

export const demoAgents: DemoAgent[] = [mia, kenji, tom];

/** Who is signed in until another one is chosen. */
export const firstAgent = mia;
