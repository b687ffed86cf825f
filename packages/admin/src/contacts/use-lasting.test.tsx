import type { ContactTag } from "@tagdeck/core/tags/tag";
import { act, cleanup, render } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aContactTag } from "../testing/fixtures.ts";
import { useLasting } from "./use-lasting.ts";

const start = Date.parse("2026-12-01T10:00:00Z");
const hour = 3_600_000;
const tagEnding = (id: number, after: number) =>
  aContactTag({ id, name: `Tag ${id}`, expiresAt: new Date(start + after).toISOString() });
let ended = 0;

beforeEach(() => {
  ended = 0;
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  cleanup();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function Names({ tags }: { tags: readonly ContactTag[] }) {
  return <>{useLasting(tags, () => (ended += 1)).map(({ name }) => name)}</>;
}

test("tags go one after the other at their instants, also after days", async () => {
  const { container } = render(
    <Names tags={[aContactTag(), tagEnding(2, hour), tagEnding(3, 50 * hour), tagEnding(4, -hour)]} />,
  );
  expect(container.textContent).toBe("VIPTag 2Tag 3");
  await act(() => void vi.advanceTimersByTime(hour - 1));
  expect(container.textContent).toBe("VIPTag 2Tag 3");
  await act(() => void vi.advanceTimersByTime(1));
  expect(container.textContent).toBe("VIPTag 3");
  expect(ended).toBe(1);
  for (let i = 0; i < 49; i += 1) await act(() => void vi.advanceTimersByTime(hour));
  expect(container.textContent).toBe("VIP");
  expect(ended).toBe(2);
});

test("a tag that is extended stays", async () => {
  const { container, rerender } = render(<Names tags={[tagEnding(2, hour)]} />);
  rerender(<Names tags={[tagEnding(2, 5 * hour)]} />);
  await act(() => void vi.advanceTimersByTime(2 * hour));
  expect(container.textContent).toBe("Tag 2");
  expect(ended).toBe(0);
});
