import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { vocabulary } from "../testing/tag-vocabulary.ts";
import { findDuplicates } from "./duplicates.ts";

const tagsOf = (names: readonly string[]) => names.map((name, i) => ({ id: i + 1, name }));
const groupsOf = (names: readonly string[]) =>
  findDuplicates(tagsOf(names)).map(({ ids }) => ids.map((id) => names[id - 1] ?? "").toSorted());
const reasonOf = (a: string, b: string) => findDuplicates(tagsOf([a, b]))[0]?.reason ?? null;

describe("names that are one", () => {
  test.each([
    ["followup", "follow up", "spacing"],
    ["V I P", "VIP", "spacing"],
    ["100ml", "100 ml", "spacing"],
    ["VIP客戶", "VIP 客戶", "spacing"],
    ["VIP1", "VIP 1", "spacing"],
    ["follow-up", "follow up", "punctuation"],
    ["e-mail", "email", "punctuation"],
    ["V.I.P.", "VIP", "punctuation"],
    ["men's", "mens", "punctuation"],
    ["#vip", "VIP", "punctuation"],
    ["重要！", "重要", "punctuation"],
    ["台灣（北部）", "台灣 北部", "punctuation"],
    ["ハガキ", "はがき", "kana"],
    ["サーバー", "サーバ", "kana"],
    ["メルマガ登録", "めるまが登録", "kana"],
    ["台灣", "台湾", "simplified"],
    ["臺灣", "台湾", "simplified"],
    ["廣告", "广告", "simplified"],
    ["頭髮", "头发", "simplified"],
    ["VIP 客戶", "VIP客户", "simplified"],
    ["台灣", "臺灣", "variant"],
    ["広告", "廣告", "variant"],
    ["広告", "广告", "variant"],
    ["会員", "會員", "variant"],
    ["会員さま", "會員さま", "variant"],
    ["渡邉", "渡辺", "variant"],
    ["櫃台", "櫃檯", "variant"],
    ["群組", "羣組", "variant"],
    ["café", "cafe", "accents"],
    ["Müller", "Mueller", "accents"],
    ["señor", "senor", "accents"],
    ["refund", "refunds", "plural"],
    ["category", "categories", "plural"],
    ["box", "boxes", "plural"],
    ["movie", "movies", "plural"],
    ["hero", "heroes", "plural"],
    ["class", "classes", "plural"],
    ["VIP customer", "VIP customers", "plural"],
    ["follow-ups", "followup", "plural"],
    ["Café partners", "cafe partner", "plural"],
    ["customer", "custmer", "typo"],
    ["loyal customer", "loyal cusotmer", "typo"],
    ["newsletter", "newsleter", "typo"],
    ["subscription", "subscriptoin", "typo"],
    ["separate billing", "seperate billing", "typo"],
    ["Gutscheincode", "Gutschiencode", "typo"],
    ["ＶＩＰ", "vip", "case"],
    ["ﾊｶﾞｷ", "ハガキ", "case"],
  ])("%s and %s: %s", (a, b, reason) => {
    expect(reasonOf(a, b)).toBe(reason);
    expect(reasonOf(b, a)).toBe(reason);
  });
});

describe("names that are two", () => {
  test.each([
    // numbers, and letters that stand alone
    ["2024", "2025"],
    ["Q1", "Q2"],
    ["v1", "v2"],
    ["VIP 1", "VIP 2"],
    ["Plan A", "Plan B"],
    ["Size S", "Size M"],
    ["Size S", "Sizes"],
    ["1.5", "15"],
    ["1-5", "1.5"],
    ["2024 11", "202411"],
    ["-5", "5"],
    ["A-", "A"],
    ["November 2024", "November 2025"],
    // signs, currencies, units
    ["$5", "€5"],
    ["5%", "5"],
    ["100 g", "100 kg"],
    ["5 USD", "5 TWD"],
    ["A+", "A"],
    ["C", "C++"],
    ["C#", "C++"],
    ["Q&A", "QA"],
    ["VIP", "VIP ⭐"],
    ["🔥", "❤️"],
    ["VIP?", "VIP"],
    [">100", "<100"],
    // negations and opposites
    ["paid", "unpaid"],
    ["import", "export"],
    ["enabled", "disabled"],
    ["active", "inactive"],
    ["member", "non-member"],
    ["送料無料", "送料有料"],
    ["已付款", "未付款"],
    ["在庫あり", "在庫なし"],
    // a character, a short word
    ["男性", "女性"],
    ["新規", "新品"],
    ["上海", "北海"],
    ["大人", "太人"],
    ["換貨", "退貨"],
    ["欠貨", "缺貨"],
    ["發", "髮"],
    ["ビル", "ビール"],
    ["はは", "ばば"],
    ["in", "on"],
    ["Mon", "Man"],
    ["VIP", "VAP"],
    ["trial", "trail"],
    ["má", "mà"],
    // words that are both words
    ["shipping", "shopping"],
    ["contact", "contract"],
    ["casual", "causal"],
    ["desert", "dessert"],
    ["complement", "compliment"],
    ["customer", "costumer"],
    ["county", "country"],
    ["subscribe", "subscriber"],
    ["subscriber", "subscribed"],
    ["Andersen", "Anderson"],
    ["Kyoto", "Tokyo"],
    ["Johansson", "Johanson"],
    // an s that makes another word
    ["new", "news"],
    ["good", "goods"],
    ["HTTP", "HTTPS"],
    ["plan", "plane"],
    ["SM", "SMS"],
    // two slips
    ["loyal customer", "loial custmer"],
    ["business", "busines s class"],
  ])("%s and %s", (a, b) => expect(reasonOf(a, b)).toBe(null));
});

describe("groups", () => {
  it("hold all that are alike", () => {
    expect(groupsOf(["台灣", "台湾", "臺灣", "台東"])).toEqual([["台湾", "台灣", "臺灣"]]);
    expect(groupsOf(["follow up", "Refund", "followup", "refunds", "follow-up", "Refund."])).toEqual([
      ["follow up", "follow-up", "followup"],
      ["Refund", "Refund.", "refunds"],
    ]);
  });

  it("hold two slips of one word, which are not alike themselves", () => {
    expect(groupsOf(["custmer", "cusomer", "customer"])).toEqual([["cusomer", "custmer", "customer"]]);
    expect(groupsOf(["custmer", "cusomer"])).toEqual([]);
  });

  it("do not wander from name to name", () => {
    // 发 is both 發 and 髮.
    expect(groupsOf(["發", "发", "髮"])).toHaveLength(1);
    expect(groupsOf(["發", "发", "髮"])[0]).toHaveLength(2);
    expect(groupsOf(["má", "ma", "mà"])[0]).toHaveLength(2);
  });

  it("come with the reason that says least, and the surest first", () => {
    const found = findDuplicates(
      tagsOf(["Refund.", "refund", "refunds", "custmer", "customer", "follow up", "followup"]),
    );
    expect(found.map(({ reason }) => reason)).toEqual(["spacing", "plural", "typo"]);
    expect(found.map(({ score }) => score)).toEqual(
      found.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    for (const { score } of found) expect(score > 0 && score <= 1).toBe(true);
  });
});

describe("findDuplicates", () => {
  const name = fc.oneof(
    fc.constantFrom(...vocabulary.distinct, ...vocabulary.duplicates.flat()),
    fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."aabcs .-é台臺湾灣发發髮はハー1") }),
    fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
  );
  const names = fc.array(name, { maxLength: 40 });

  it("says the same in any order", () => {
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.integer()), (all, random) => {
        const tags = tagsOf(all);
        const other = tags.map((tag) => ({ tag, at: random.next().value })).toSorted((a, b) => a.at - b.at);
        expect(findDuplicates(other.map(({ tag }) => tag))).toEqual(findDuplicates(tags));
      }),
    );
  });

  it("pairs no tag with itself, and puts it in one group at the most", () => {
    fc.assert(
      fc.property(names, (all) => {
        const tags = tagsOf(all);
        const ids = findDuplicates([...tags, ...tags]).map((group) => group.ids);
        for (const group of ids) expect(group.length).toBeGreaterThan(1);
        expect(new Set(ids.flat()).size).toBe(ids.flat().length);
      }),
    );
  });

  it("says the same of two names whatever others there are", () => {
    fc.assert(
      fc.property(name, name, names, (a, b, others) => {
        const pair = [
          { id: 1, name: a },
          { id: 2, name: b },
        ];
        const alone = findDuplicates(pair).map(({ ids, reason }) => ({ ids, reason }));
        // Others that are like one of the two may be the surer pair.
        const unlike = others.filter((other) => pair.every((one) => reasonOf(other, one.name) === null));
        const among = findDuplicates([...pair, ...unlike.map((other, i) => ({ id: i + 3, name: other }))]);
        expect(
          among
            .filter(({ ids }) => ids.includes(1) || ids.includes(2))
            .map(({ ids, reason }) => ({ ids, reason })),
        ).toEqual(alone);
      }),
    );
  });

  it("finds in a vocabulary of many languages what was put there, and nothing else", () => {
    const { distinct, duplicates } = vocabulary;
    expect(groupsOf(distinct)).toEqual([]);
    const all = [...distinct, ...duplicates.flat()];
    const expected = duplicates.map((pair) => pair.toSorted());
    expect(groupsOf(all).toSorted()).toEqual(expected.toSorted());
  });

  it("reads 10,000 tags in less than 3 s, and made-up ones in little more", () => {
    const { distinct } = vocabulary;
    const real = Array.from({ length: 10_000 }, (_, i) => {
      return `${distinct[i % distinct.length]} ${distinct[(i * 7) % distinct.length]} ${i}`;
    });
    const from = Date.now();
    expect(groupsOf(real)).toEqual([]);
    expect(Date.now() - from).toBeLessThan(3_000);

    // All alike: each compared with each they would take minutes.
    const dotted = Array.from({ length: 10_000 }, (_, i) => {
      return Array.from({ length: 14 }, (_one, bit) => ((i >> bit) & 1 ? "a." : "a")).join("");
    });
    expect(findDuplicates(tagsOf(dotted)).length).toBeGreaterThan(0);
  }, 30_000);
});
