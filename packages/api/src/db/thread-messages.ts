/** What a thread says to the process about the database; everything else is the caller's own. */
export type ThreadSays =
  | { tagdeck: "ask" }
  | { tagdeck: "written" }
  | { tagdeck: "hint"; workspaceId: number }
  | { tagdeck: "wake" }
  | { tagdeck: "said"; message: unknown };

/** What the process says to a thread. */
export type ThreadHears =
  | { tagdeck: "go"; budget: number }
  | { tagdeck: "wake" }
  | { tagdeck: "stop" }
  | { tagdeck: "said"; message: unknown };
