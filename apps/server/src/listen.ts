import type { Server } from "node:http";
import { type ServerType, serve } from "@hono/node-server";
import { UserFault } from "./env.ts";

type Fetch = Parameters<typeof serve>[0]["fetch"];

/**
 * Serves until closed.
 *
 * @throws UserFault when the port is taken or may not be used
 */
export function listen(
  fetch: Fetch,
  address: { host: string; port: number; setting: string },
): Promise<ServerType> {
  const { host, port, setting } = address;
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, () => resolve(server));
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new UserFault(`Port ${port} is in use. Stop what uses it, or set ${setting} to another port.`),
        );
      } else if (error.code === "EACCES" || error.code === "EADDRNOTAVAIL") {
        reject(
          new UserFault(`${host}:${port} cannot be listened on (${error.code}). Set HOST or ${setting}.`),
        );
      } else reject(error);
    });
  });
}

/** Stops taking connections and waits for the open requests, at most `patience` ms. */
export function closeServer(server: ServerType, patience: number): Promise<void> {
  return new Promise((resolve) => {
    // safe because `serve` was called without HTTP/2
    const http = server as Server;
    const cut = setTimeout(() => http.closeAllConnections(), patience);
    // A connection whose stream has just ended is kept alive, and close() looks for idle ones only once.
    const sweep = setInterval(() => http.closeIdleConnections(), 50);
    http.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}
