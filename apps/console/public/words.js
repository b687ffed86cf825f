/** What the page says, in the three languages it speaks. The panel brings its own words. */
const words = {
  en: {
    demo: "Demo chat console",
    language: "Language",
    themeAuto: "Theme: as the system",
    themeLight: "Theme: light",
    themeDark: "Theme: dark",
    changeAgent: "is signed in. Change",
    thread: "Conversation",
    demoSignIn: "Demo sign-in: no password, be whoever you like.",
    agent: "Agent",
    viewer: "Viewer, may only look",
    hintTitle: "Try this",
    hint: "Open a conversation, press {key} and tag the contact. Open the {admin} beside this window: the counts move as you work.",
    adminConsole: "admin console",
    closeHint: "Close this hint",
    conversations: "Conversations",
    search: "Search conversations",
    noMatch: "No conversation matches.",
    select: "Select {name}",
    selected: "{count} selected",
    clearSelection: "Clear the selection",
    noConversation: "No conversation is open. Pick one from the list.",
    back: "Back",
    closeConversation: "Close the conversation",
    messages: "Messages",
    tags: "Tags",
    reply: "Reply",
    replyHint: "Reply… (stays on this page)",
    send: "Send",
    sidebar: "About this contact",
    panelMissing: "The tags cannot be shown right now. Everything else works.",
    unread: "unread",
    loadFailed: "The conversations could not be loaded. Reload the page to try again.",
  },
  "zh-TW": {
    demo: "示範客服主控台",
    language: "語言",
    themeAuto: "外觀：跟隨系統",
    themeLight: "外觀：淺色",
    themeDark: "外觀：深色",
    changeAgent: "，目前登入中，按此切換",
    thread: "對話內容",
    demoSignIn: "示範登入：不需密碼，想當誰就當誰。",
    agent: "客服人員",
    viewer: "檢視者，只能查看",
    hintTitle: "試試看",
    hint: "開啟一則對話，按 {key} 為聯絡人加上標籤；再於旁邊開啟{admin}，數字會隨您的操作即時變動。",
    adminConsole: "管理主控台",
    closeHint: "關閉提示",
    conversations: "對話",
    search: "搜尋對話",
    noMatch: "找不到符合的對話。",
    select: "選取{name}",
    selected: "已選取 {count} 則",
    clearSelection: "清除選取",
    noConversation: "尚未開啟對話，請從清單中選擇。",
    back: "返回",
    closeConversation: "關閉對話",
    messages: "訊息",
    tags: "標籤",
    reply: "回覆",
    replyHint: "回覆…（僅留在此頁面）",
    send: "傳送",
    sidebar: "關於這位聯絡人",
    panelMissing: "目前無法顯示標籤，其他功能不受影響。",
    unread: "未讀",
    loadFailed: "無法載入對話，請重新整理頁面再試一次。",
  },
  ja: {
    demo: "デモ用チャット画面",
    language: "言語",
    themeAuto: "テーマ：システムに合わせる",
    themeLight: "テーマ：ライト",
    themeDark: "テーマ：ダーク",
    changeAgent: "としてログイン中。切り替える",
    thread: "会話の内容",
    demoSignIn: "デモ用ログイン：パスワードなしで誰にでもなれます。",
    agent: "担当者",
    viewer: "閲覧者（見るだけ）",
    hintTitle: "お試しください",
    hint: "会話を開いて {key} を押し、タグを付けます。横に{admin}を開くと、件数がその場で変わります。",
    adminConsole: "管理画面",
    closeHint: "ヒントを閉じる",
    conversations: "会話",
    search: "会話を検索",
    noMatch: "該当する会話はありません。",
    select: "{name}を選択",
    selected: "{count} 件を選択中",
    clearSelection: "選択を解除",
    noConversation: "会話が開かれていません。一覧から選んでください。",
    back: "戻る",
    closeConversation: "会話を閉じる",
    messages: "メッセージ",
    tags: "タグ",
    reply: "返信",
    replyHint: "返信…（このページ内のみ）",
    send: "送信",
    sidebar: "この連絡先について",
    panelMissing: "現在タグを表示できません。他の機能はそのまま使えます。",
    unread: "未読",
    loadFailed: "会話を読み込めませんでした。ページを再読み込みしてください。",
  },
};

export const locales = Object.keys(words);

export function word(locale, name) {
  return words[locale][name];
}

/** Writes the words into every element that asks for one by `data-word`, `data-word-label` or `data-word-placeholder`. */
export function writeWords(root, locale) {
  for (const element of root.querySelectorAll("[data-word]")) {
    element.textContent = word(locale, element.dataset.word);
  }
  for (const element of root.querySelectorAll("[data-word-label]")) {
    element.setAttribute("aria-label", word(locale, element.dataset.wordLabel));
    if (element.matches("a, button")) element.title = word(locale, element.dataset.wordLabel);
  }
  for (const element of root.querySelectorAll("[data-word-placeholder]")) {
    element.placeholder = word(locale, element.dataset.wordPlaceholder);
  }
}
