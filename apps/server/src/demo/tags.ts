export type DemoTag = {
  name: string;
  /** `#rrggbb` */
  color: string;
  description: string;
  /** For how many days it stays on a contact; without it, for good. */
  validityDays?: number;
  /** How often it is used, relative to the others; 0 = nobody has it. */
  weight: number;
  /** Only for contacts who write in this language. */
  language?: string;
  /** Mostly for contacts on this plan. */
  plan?: string;
};

// As vocabularies really look after two years: the same thing twice, in another spelling, plural or script.
export const demoTags: DemoTag[] = [
  {
    name: "Newsletter",
    color: "#db2777",
    weight: 90,
    description: "Agreed to receive the monthly newsletter.",
  },
  { name: "First order", color: "#16a34a", weight: 70, description: "Has placed exactly one order so far." },
  { name: "Repeat buyer", color: "#65a30d", weight: 64, description: "Two orders or more." },
  {
    name: "VIP",
    plan: "Gold",
    color: "#d97706",
    weight: 60,
    description: "Gold plan, or named by sales. Answer first.",
  },
  { name: "V.I.P.", plan: "Gold", color: "#ea580c", weight: 7, description: "" },
  { name: "vip customer", plan: "Gold", color: "#dc2626", weight: 4, description: "" },
  {
    name: "台灣",
    language: "zh-TW",
    color: "#0891b2",
    weight: 55,
    description: "Ships to Taiwan, answers in Traditional Chinese.",
  },
  { name: "台湾", language: "zh-TW", color: "#0d9488", weight: 6, description: "" },
  {
    name: "日本",
    language: "ja",
    color: "#4f46e5",
    weight: 36,
    description: "Ships to Japan, answers in Japanese.",
  },
  {
    name: "Winter 2026",
    color: "#3b82f6",
    weight: 48,
    description: "Bought or asked for the winter collection.",
  },
  { name: "follow-up", color: "#7c3aed", weight: 40, description: "Somebody promised to write again." },
  { name: "follow up", color: "#7c3aed", weight: 8, description: "" },
  { name: "refund", color: "#dc2626", weight: 34, description: "Asked for the money back." },
  { name: "Refunds", color: "#dc2626", weight: 9, description: "" },
  {
    name: "Size exchange",
    color: "#7c3aed",
    weight: 32,
    validityDays: 30,
    description: "Wants the same item in another size.",
  },
  {
    name: "換貨",
    language: "zh-TW",
    color: "#0d9488",
    weight: 24,
    validityDays: 7,
    description: "換尺寸或換顏色，收到後 7 天內。",
  },
  {
    name: "Size guide sent",
    color: "#65a30d",
    weight: 20,
    description: "Has had the size guide; do not send it twice.",
  },
  {
    name: "Late delivery",
    color: "#ea580c",
    weight: 28,
    validityDays: 30,
    description: "Arrived after the promised day.",
  },
  { name: "Damaged parcel", color: "#dc2626", weight: 22, description: "Photos are in the conversation." },
  { name: "Damaged parcels", color: "#dc2626", weight: 5, description: "" },
  { name: "Oversized parcel", color: "#64748b", weight: 8, description: "Needs the freight carrier." },
  { name: "Loyalty card", color: "#d97706", weight: 26, description: "Carries the card with the stamps." },
  { name: "會員", language: "zh-TW", color: "#0891b2", weight: 20, description: "已加入會員。" },
  { name: "会員", language: "ja", color: "#0891b2", weight: 14, description: "" },
  { name: "email", color: "#64748b", weight: 18, description: "Prefers to be written to by e-mail." },
  { name: "e-mail", color: "#64748b", weight: 7, description: "" },
  {
    name: "Complaint",
    color: "#dc2626",
    weight: 17,
    description: "A lead answers, not the first free agent.",
  },
  {
    name: "ハガキ",
    language: "ja",
    color: "#4f46e5",
    weight: 13,
    description: "季節のご案内をハガキで送る。",
  },
  { name: "はがき", language: "ja", color: "#4f46e5", weight: 4, description: "" },
  { name: "発送済み", language: "ja", color: "#16a34a", weight: 12, description: "" },
  { name: "Gift wrap", color: "#db2777", weight: 16, description: "Always wants it wrapped." },
  { name: "Giftwrap", color: "#db2777", weight: 3, description: "" },
  {
    name: "Repair request",
    color: "#ea580c",
    weight: 12,
    description: "Zips, seams and buckles; free for two years.",
  },
  { name: "Repair reqest", color: "#ea580c", weight: 2, description: "" },
  {
    name: "Wholesale",
    plan: "Wholesale",
    color: "#4f46e5",
    weight: 11,
    description: "Buys for a shop or a café; prices on request.",
  },
  {
    name: "Café partner",
    plan: "Wholesale",
    color: "#d97706",
    weight: 6,
    description: "Serves from our cups.",
  },
  { name: "Cafe partner", plan: "Wholesale", color: "#d97706", weight: 2, description: "" },
  { name: "Do not call", color: "#64748b", weight: 10, description: "Asked never to be telephoned." },
  { name: "Black Friday 2025", color: "#64748b", weight: 1, description: "Left over from last year." },
  {
    name: "Beta tester",
    color: "#3b82f6",
    weight: 0,
    description: "For the new shop, which has not opened yet.",
  },
];
