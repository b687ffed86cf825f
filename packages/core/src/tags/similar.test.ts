import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { tagKey } from "./name.ts";
import { similarity, similarTo } from "./similar.ts";

describe("similarity", () => {
  test.each([
    ["VIP", "V.I.P."],
    ["follow-up", "follow up"],
    ["e-mail", "email"],
    ["refund", "Refunds"],
    ["Café partner", "Cafe partner"],
    ["Damaged parcel", "damaged parcels"],
    ["ハガキ", "はがき"],
    ["Gift wrap", "Giftwrap"],
  ])("%s and %s are one name written in two ways", (a, b) => expect(similarity(a, b)).toBe(1));

  test.each([
    ["Repair request", "Repair reqest"],
    ["newsletter", "newsletetr"],
    ["wholesale", "whole sail"],
  ])("%s and %s are a slip apart", (a, b) => {
    expect(similarity(a, b)).toBeGreaterThan(0.5);
    expect(similarity(a, b)).toBeLessThan(1);
  });

  test.each([
    ["2024", "2025"],
    ["Winter 2025", "Winter 2026"],
    ["Q1", "Q2"],
    ["Plan A", "Plan B"],
    ["Size S", "Size M"],
    ["送料無料", "送料有料"],
    ["paid", "unpaid"],
    ["VIP", "VAP"],
    ["refund", "exchange"],
    ["換貨", "退貨"],
    ["business", "busines s class"],
  ])("%s and %s are different names", (a, b) => expect(similarity(a, b)).toBe(0));

  it("is the same in both directions and full for a name with itself", () => {
    const name = fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" });
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(similarity(a, b)).toBe(similarity(b, a));
        expect(similarity(a, a)).toBe(1);
      }),
    );
  });
});

describe("similarTo", () => {
  const tags = ["VIP", "V.I.P.", "refund", "Refunds", "Repair request"].map((name) => ({
    name,
    key: tagKey(name),
  }));

  it("leaves out the very name and puts the nearest first", () => {
    expect(similarTo("v i p", tags, 3).map(({ name }) => name)).toEqual(["VIP", "V.I.P."]);
    expect(similarTo("REFUND", tags, 3).map(({ name }) => name)).toEqual(["Refunds"]);
    expect(similarTo("Repiar request", tags, 3).map(({ name }) => name)).toEqual(["Repair request"]);
  });

  it("offers nothing for what has no letters and no more than was asked for", () => {
    expect(similarTo("!?", tags, 3)).toEqual([]);
    expect(similarTo("v-i-p", tags, 1)).toHaveLength(1);
  });
});
