/** When a tag was put on, and perhaps taken off again, in days before now. */
export type Episode = { tag: string; added: number; removed?: number; by?: string };

/** What the people of the demo conversations have been through, so that their panels tell a story. */
export const stories: Record<string, Episode[]> = {
  "crm:48213": [
    { tag: "台灣", added: 48, by: "Mia Chen" },
    { tag: "Newsletter", added: 45, by: "admin" },
    { tag: "VIP", added: 26, by: "admin" },
    { tag: "follow-up", added: 20, removed: 12, by: "Mia Chen" },
    { tag: "Winter 2026", added: 8, by: "Mia Chen" },
  ],
  "crm:48377": [
    { tag: "First order", added: 40, removed: 9, by: "Sofia Rossi" },
    { tag: "Late delivery", added: 16, removed: 9, by: "Kenji Sato" },
    { tag: "Repeat buyer", added: 8, by: "Sofia Rossi" },
  ],
  "crm:41508": [
    { tag: "VIP", added: 84, by: "admin" },
    { tag: "Repeat buyer", added: 80, by: "admin" },
    { tag: "Newsletter", added: 61, by: "Sofia Rossi" },
    { tag: "Gift wrap", added: 33, by: "Mia Chen" },
    { tag: "Winter 2026", added: 10, by: "Mia Chen" },
  ],
  "crm:47102": [
    { tag: "日本", added: 79, by: "Kenji Sato" },
    { tag: "会員", added: 70, by: "Kenji Sato" },
    { tag: "Size exchange", added: 30, removed: 22, by: "Kenji Sato" },
    { tag: "発送済み", added: 4, by: "Kenji Sato" },
  ],
  "crm:46650": [
    { tag: "台灣", added: 85, by: "admin" },
    { tag: "換貨", added: 37, removed: 31, by: "Mia Chen" },
    { tag: "換貨", added: 5, by: "Mia Chen" },
    { tag: "follow up", added: 5, by: "Sofia Rossi" },
  ],
  "crm:48890": [{ tag: "First order", added: 15, by: "Sofia Rossi" }],
  "crm:47733": [
    { tag: "日本", added: 66, by: "Kenji Sato" },
    { tag: "VIP", added: 50, by: "admin" },
    { tag: "ハガキ", added: 41, by: "Kenji Sato" },
    { tag: "Loyalty card", added: 28, by: "Kenji Sato" },
  ],
  "crm:45218": [
    { tag: "台灣", added: 82, by: "Mia Chen" },
    { tag: "會員", added: 58, by: "Mia Chen" },
    { tag: "Gift wrap", added: 19, by: "Mia Chen" },
  ],
  "crm:48002": [
    { tag: "Repeat buyer", added: 55, by: "admin" },
    { tag: "Repair request", added: 43, removed: 31, by: "Kenji Sato" },
    { tag: "Do not call", added: 31, by: "Kenji Sato" },
  ],
  "crm:46391": [
    { tag: "日本", added: 87, by: "Kenji Sato" },
    { tag: "Wholesale", added: 86, by: "admin" },
    { tag: "Café partner", added: 52, by: "Kenji Sato" },
    { tag: "e-mail", added: 52, by: "Kenji Sato" },
  ],
  "crm:47950": [{ tag: "Repeat buyer", added: 36, by: "Mia Chen" }],
  "crm:49120": [{ tag: "First order", added: 7, by: "Sofia Rossi" }],
  "crm:42046": [
    { tag: "VIP", added: 75, by: "admin" },
    { tag: "email", added: 63, by: "Sofia Rossi" },
    { tag: "Complaint", added: 24, removed: 17, by: "Sofia Rossi" },
    { tag: "Do not call", added: 24, by: "Sofia Rossi" },
  ],
};
