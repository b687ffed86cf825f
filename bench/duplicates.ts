import { monitorEventLoopDelay } from "node:perf_hooks";
import { compareNames } from "@tagdeck/api/tags/duplicates-finder";

// Near-identical names among many tags: with the thread's start and its tables, and once it is there.
const total = Number(process.argv[2] ?? 10_000);
const words = "customer refund parcel invoice newsletter wholesale partner complaint warranty webinar".split(
  " ",
);
const han = "會員 客戶 退款 換貨 出貨 訂單 活動 優惠 廣告 線上 門市 問卷 抽獎 發票 保固 維修 投訴 詢價".split(
  " ",
);
const pick = (list: readonly string[], i: number) => list[i % list.length] ?? "";

const names = Array.from({ length: total }, (_, i) => {
  const group = i >> 1;
  // Every hundredth is the double of the one before it.
  const isDouble = i % 100 === 1;
  const number = isDouble ? i - 1 : i;
  const s = isDouble ? "s" : "";
  const name =
    group % 3 === 0
      ? `${pick(han, group)}${pick(han, group * 5 + 1)}${isDouble ? "" : " "}${number}`
      : `${pick(words, group)} ${number} ${pick(words, group * 7 + 3)}${s}`;
  return { id: i + 1, name };
});

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
for (const what of ["thread not started", "again", "again"]) {
  const from = performance.now();
  const found = await compareNames(names);
  console.log(
    `${what}: ${(performance.now() - from).toFixed(0)} ms, ${found.length} groups of ${total} tags`,
  );
}
delay.disable();
console.log(`event loop blocked for ${(delay.max / 1e6).toFixed(0)} ms at the most`);
