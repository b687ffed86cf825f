import { z } from "zod";

export const EndSession = z.object({ id: z.string().min(1).max(100) });
