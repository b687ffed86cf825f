import { DomainError } from "@tagdeck/core/errors";
import { describe, expect, it } from "vitest";
import { messages as en } from "./catalog-en.ts";
import { messages as ja } from "./catalog-ja.ts";
import { messages as zhTw } from "./catalog-zh-tw.ts";
import { createI18n, nearestLocale } from "./i18n.ts";
import { problemText } from "./messages.ts";
import { panelProblemText } from "./panel-messages.ts";
import { toProblem, type Problem } from "./problem.ts";

const english = createI18n("en", en);
const chinese = createI18n("zh-TW", zhTw);
const japanese = createI18n("ja", ja);
const taken: Problem = { code: "tag_name_taken", details: { tag: { id: 1, name: "VIP" } } };

describe("the words for a problem", () => {
  it("hold what the error tells", () => {
    expect(problemText(taken, english)).toBe("There is already a tag “VIP”.");
    expect(problemText(taken, chinese)).toBe("已有標籤「VIP」。");
    expect(panelProblemText(taken, japanese)).toBe("タグ「VIP」はすでにあります。");
    const long: Problem = { code: "tag_name_too_long", details: { length: 60, max: 50 } };
    expect(problemText(long, english)).toBe("A tag name may have at most 50 characters.");
  });

  it("say when to try again, if that is known", () => {
    const soon: Problem = { code: "rate_limited", details: { seconds: 1 } };
    expect(panelProblemText(soon, english)).toBe("Too many requests. Try again in 1 second.");
    expect(panelProblemText({ ...soon, details: { seconds: 30 } }, chinese)).toBe(
      "請求過多，請在 30 秒後再試一次。",
    );
    expect(panelProblemText({ ...soon, details: { seconds: Number.NaN } }, english)).toBe(
      "Too many requests. Wait a moment and try again.",
    );
  });

  it("stay general when the error tells nothing", () => {
    const full: Problem = { code: "contact_tags_full", details: {} };
    expect(problemText(full, english)).toBe(
      "This contact has as many tags as it may have. Remove one first.",
    );
  });

  it("are those of an unknown fault for a code of a newer server", () => {
    const newer = toProblem({ code: "moon_is_full", details: {} });
    const unknown = "Something went wrong on the server. Please try again.";
    expect(problemText(newer, english)).toBe(unknown);
    expect(panelProblemText(newer, english)).toBe(unknown);
  });
});

describe("a problem", () => {
  it("is read from a call's rejection, a domain error and an answer in problem details", () => {
    const data = { code: "CONFLICT", domainCode: "tag_name_taken", details: taken.details };
    expect(toProblem({ message: "tag_name_taken", data })).toEqual(taken);
    expect(toProblem(new DomainError("tag_name_taken", taken.details))).toEqual(taken);
    expect(toProblem({ status: 403, code: "origin_not_allowed", details: {} }).code).toBe(
      "origin_not_allowed",
    );
  });

  it("is offline when the server was not reached, and internal when nothing is known", () => {
    expect(toProblem(new TypeError("Failed to fetch")).code).toBe("offline");
    expect(toProblem(Object.assign(new Error("x"), { cause: new TypeError("Failed to fetch") })).code).toBe(
      "offline",
    );
    expect(toProblem({ data: { code: "BAD_GATEWAY" } }).code).toBe("internal");
    expect(toProblem(null).code).toBe("internal");
  });
});

it.each([
  ["zh-TW", "zh-TW"],
  ["zh-Hant-HK", "zh-TW"],
  ["ja-JP", "ja"],
  ["JA", "ja"],
  ["en_GB", "en"],
  ["de", "en"],
  ["", "en"],
])("the locale nearest to %j is %s", (wanted, nearest) => {
  expect(nearestLocale(wanted)).toBe(nearest);
});
