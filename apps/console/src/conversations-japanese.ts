import type { Conversation } from "./conversations.ts";

const kenji = "Kenji Sato";
const day = 24 * 60;

export const japaneseConversations: Conversation[] = [
  {
    contact: "crm:47102",
    unread: false,
    messages: [
      {
        minutesAgo: day + 130,
        text: "先日注文したブーツはもう発送されましたか？週末の旅行で履きたいのですが…",
      },
      {
        minutesAgo: day + 121,
        by: kenji,
        text: "佐藤様、お問い合わせありがとうございます。本日発送いたしました。明後日の午前中にお届けの予定です。",
      },
      { minutesAgo: day + 118, text: "よかったです！受け取り時間は変更できますか？" },
      {
        minutesAgo: day + 110,
        by: kenji,
        text: "はい、お送りした追跡番号から 19 時以降もお選びいただけます。",
      },
      { minutesAgo: 64, text: "無事に届きました。ありがとうございました！" },
    ],
  },
  {
    contact: "crm:47733",
    unread: true,
    messages: [
      { minutesAgo: 3 * 60 + 40, text: "引っ越したので、季節のハガキの送り先を変更していただけますか。" },
      {
        minutesAgo: 3 * 60 + 28,
        by: kenji,
        text: "田中様、いつもありがとうございます。新しいご住所をお知らせいただければ、すぐに変更いたします。",
      },
      { minutesAgo: 3 * 60 + 20, text: "横浜市青葉区です。番地は登録フォームから入力しました。" },
      {
        minutesAgo: 3 * 60 + 14,
        by: kenji,
        text: "確認できました。冬のご案内から新しいご住所にお送りします。",
      },
      { minutesAgo: 96, text: "助かります。ポイントカードの住所も一緒に変わりますか？" },
    ],
  },
  {
    contact: "crm:46391",
    unread: false,
    messages: [
      {
        minutesAgo: 4 * day + 200,
        text: "福岡でカフェを営んでおります。マグカップを 60 個、卸価格でお見積りいただけますでしょうか。",
      },
      {
        minutesAgo: 4 * day + 140,
        by: kenji,
        text: "山本様、お問い合わせありがとうございます。60 個ですと 3 割引でご提供できます。見積書をメールでお送りしました。",
      },
      { minutesAgo: 3 * day + 300, text: "ありがとうございます。ロゴの刻印も可能でしょうか。" },
      {
        minutesAgo: 3 * day + 260,
        by: kenji,
        text: "可能です。データをいただければ、刻印イメージを 2 営業日でお作りします。",
      },
      { minutesAgo: 3 * day + 240, text: "承知しました。来週データをお送りします。" },
    ],
  },
];
