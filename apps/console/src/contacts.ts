/** A customer as the shop's own system knows it. The panel is given exactly these fields, signed. */
export type DemoContact = {
  externalId: string;
  name: string;
  email: string | null;
  phone: string | null;
  channel: string;
  attributes: Record<string, string>;
};

/** The people behind the conversations who have been customers for a while. */
export const knownContacts: DemoContact[] = [
  {
    externalId: "crm:48213",
    name: "林怡君",
    email: "yichun.lin@example.com",
    phone: "+886900000213",
    channel: "LINE",
    attributes: { city: "Taipei", plan: "Gold", language: "zh-TW", orders: "14" },
  },
  {
    externalId: "crm:48377",
    name: "Marco Silva",
    email: "marco.silva@example.com",
    phone: "+447700900377",
    channel: "WhatsApp",
    attributes: { city: "Lisbon", plan: "Basic", language: "en", orders: "2" },
  },
  {
    externalId: "crm:41508",
    name: "Priya Nair",
    email: "priya.nair@example.com",
    phone: "+447700900508",
    channel: "Web chat",
    attributes: { city: "Singapore", plan: "Gold", language: "en", orders: "31" },
  },
  {
    externalId: "crm:47102",
    name: "佐藤 葵",
    email: "aoi.sato@example.com",
    phone: "+819000000102",
    channel: "LINE",
    attributes: { city: "Osaka", plan: "Silver", language: "ja", orders: "6" },
  },
  {
    externalId: "crm:46650",
    name: "陳柏宇",
    email: "boyu.chen@example.com",
    phone: "+886900000650",
    channel: "LINE",
    attributes: { city: "Kaohsiung", plan: "Silver", language: "zh-TW", orders: "5" },
  },
  {
    externalId: "crm:48890",
    name: "Emma Whitfield",
    email: "emma.whitfield@example.com",
    phone: "+447700900890",
    channel: "E-mail",
    attributes: { city: "Leeds", plan: "Basic", language: "en", orders: "1" },
  },
  {
    externalId: "crm:47733",
    name: "田中 美咲",
    email: "misaki.tanaka@example.com",
    phone: "+819000000733",
    channel: "LINE",
    attributes: { city: "Yokohama", plan: "Gold", language: "ja", orders: "22" },
  },
  {
    externalId: "crm:45218",
    name: "王淑芬",
    email: "shufen.wang@example.com",
    phone: "+886900000218",
    channel: "LINE",
    attributes: { city: "Taichung", plan: "Silver", language: "zh-TW", orders: "9" },
  },
  {
    externalId: "crm:48002",
    name: "Daniel O’Connor",
    email: "daniel.oconnor@example.com",
    phone: "+447700900002",
    channel: "Web chat",
    attributes: { city: "Dublin", plan: "Silver", language: "en", orders: "4" },
  },
  {
    externalId: "crm:46391",
    name: "山本 健太",
    email: "kenta.yamamoto@example.com",
    phone: "+819000000391",
    channel: "E-mail",
    attributes: { city: "Fukuoka", plan: "Wholesale", language: "ja", orders: "3" },
  },
  {
    externalId: "crm:47950",
    name: "黃子軒",
    email: "tszhin.wong@example.com",
    phone: "+447700900950",
    channel: "WhatsApp",
    attributes: { city: "Hong Kong", plan: "Basic", language: "zh-TW", orders: "2" },
  },
  {
    externalId: "crm:49120",
    name: "Amara Okafor",
    email: "amara.okafor@example.com",
    phone: "+447700900120",
    channel: "WhatsApp",
    attributes: { city: "London", plan: "Basic", language: "en", orders: "1" },
  },
  {
    externalId: "crm:42046",
    name: "Claire Dubois",
    email: "claire.dubois@example.com",
    phone: null,
    channel: "E-mail",
    attributes: { city: "Lyon", plan: "Gold", language: "en", orders: "11" },
  },
];

/** Wrote for the first time a few minutes ago: Tagdeck has never heard of this contact. */
export const newContact: DemoContact = {
  externalId: "web:7f3a91",
  name: "Noah Lindqvist",
  email: "noah.lindqvist@example.com",
  phone: null,
  channel: "Web chat",
  attributes: { city: "Gothenburg", language: "en" },
};
