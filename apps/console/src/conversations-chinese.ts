import type { Conversation } from "./conversations.ts";

const mia = "Mia Chen";
const day = 24 * 60;

export const chineseConversations: Conversation[] = [
  {
    contact: "crm:48213",
    unread: true,
    messages: [
      { minutesAgo: 12 * day + 30, text: "請問冬季新款什麼時候會上架？" },
      {
        minutesAgo: 12 * day + 22,
        by: mia,
        text: "怡君您好，11 月中會陸續上架，金卡會員可以提早兩天選購喔。",
      },
      { minutesAgo: 12 * day + 20, text: "太好了，謝謝！" },
      { minutesAgo: 11, text: "你好，我上週買的外套，請問尺寸可以換嗎？" },
      { minutesAgo: 8, by: mia, text: "可以的，收到後 7 天內都能換貨喔。您想換成哪個尺寸呢？" },
      { minutesAgo: 4, text: "M 換 L，謝謝！" },
      { minutesAgo: 2, text: "另外吊牌已經剪掉了，沒關係嗎？" },
    ],
  },
  {
    contact: "crm:46650",
    unread: false,
    messages: [
      { minutesAgo: 5 * day + 90, text: "訂單 20377 的背包跟照片顏色差很多，我想退款。" },
      {
        minutesAgo: 5 * day + 75,
        by: mia,
        text: "柏宇您好，很抱歉讓您失望了。我已經幫您開好退貨單，超商寄回即可，運費由我們負擔。",
      },
      { minutesAgo: 3 * day + 60, text: "已經寄回了，請問退款什麼時候會下來？" },
      {
        minutesAgo: 3 * day + 41,
        by: mia,
        text: "收到包裹後 3 到 5 個工作天會退回原本的信用卡，到時候我會再通知您。",
      },
      { minutesAgo: 52, text: "今天是第三天了，還沒看到款項，再麻煩幫我看一下" },
      { minutesAgo: 47, by: mia, text: "沒問題，我跟財務確認後馬上回覆您。" },
    ],
  },
  {
    contact: "crm:45218",
    unread: false,
    messages: [
      { minutesAgo: day + 3 * 60 + 20, text: "想訂 12 組馬克杯送客戶，可以幫忙分開包裝嗎？發票要打統編。" },
      {
        minutesAgo: day + 3 * 60 + 8,
        by: mia,
        text: "淑芬您好，可以的！12 組都會用禮盒包裝，另附提袋。統編請再提供給我們。",
      },
      { minutesAgo: day + 3 * 60, text: "好，卡片上請寫「感謝一年來的照顧」。" },
      { minutesAgo: day + 2 * 60 + 55, by: mia, text: "已經備註好了，預計週四出貨。" },
      { minutesAgo: day + 2 * 60 + 50, text: "服務真好，謝謝你們～" },
    ],
  },
  {
    contact: "crm:47950",
    unread: false,
    messages: [
      { minutesAgo: 7 * 60 + 30, text: "請問寄到香港要幾天？可以送到順豐站自取嗎？" },
      {
        minutesAgo: 7 * 60 + 18,
        by: mia,
        text: "您好，大約 4 到 6 個工作天，可以選順豐站自取，結帳時填站點編號就可以了。",
      },
      { minutesAgo: 7 * 60 + 10, text: "如果整單超過 HK$800 是不是免運？" },
      { minutesAgo: 7 * 60 + 6, by: mia, text: "對的，滿 HK$800 免運費，不需要折扣碼。" },
      { minutesAgo: 7 * 60 + 1, text: "明白，晚點下單，唔該！" },
    ],
  },
];
