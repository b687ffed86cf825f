/** A part of a name: as it is written, and as it stands in an e-mail address. */
type NamePart = readonly [written: string, latin: string];

export type NamePool = {
  family: readonly [NamePart, ...NamePart[]];
  given: readonly [NamePart, ...NamePart[]];
  write(given: string, family: string): string;
  language: string;
  cities: readonly [string, ...string[]];
  channels: readonly [string, ...string[]];
  /** Three digits short of a number, in a range that reaches nobody. */
  phonePrefix: string;
};

function parts(text: string): [NamePart, ...NamePart[]] {
  const [first, ...rest] = text.split(" ").map((part): NamePart => {
    const [written = part, latin = part.toLowerCase()] = part.split(":");
    return [written, latin];
  });
  return [first ?? [text, text], ...rest];
}

export const english: NamePool = {
  family: parts(
    "Bennett Carter Clarke Davies Ellis Foster Grant Harris Hughes Jackson Kelly Lawson Mitchell Morgan Parker Quinn Reid Shaw Taylor Turner Walsh Ward Watson Wood Young Brooks Hayes Murphy",
  ),
  given: parts(
    "Oliver Amelia George Isla Arthur Freya Jack Grace Henry Ruby Leo Alice Oscar Hannah Samuel Lucy Thomas Nora Ethan Chloe Ryan Zoe Adam Megan Nathan Sophie Liam Ella Owen Abigail",
  ),
  write: (given, family) => `${given} ${family}`,
  language: "en",
  cities: [
    "London",
    "Manchester",
    "Bristol",
    "Edinburgh",
    "Cardiff",
    "Leeds",
    "Dublin",
    "Sydney",
    "Singapore",
  ],
  channels: ["WhatsApp", "Web chat", "E-mail", "WhatsApp", "Instagram"],
  phonePrefix: "+447700900",
};

export const chinese: NamePool = {
  family: parts(
    "陳:chen 林:lin 黃:huang 張:chang 李:lee 王:wang 吳:wu 劉:liu 蔡:tsai 楊:yang 許:hsu 鄭:cheng 謝:hsieh 洪:hung 郭:kuo 邱:chiu 曾:tseng 廖:liao 賴:lai 徐:hsu 周:chou 葉:yeh 蘇:su 莊:chuang",
  ),
  given: parts(
    "雅婷:yating 家豪:chiahao 怡君:yichun 志明:chihming 淑芬:shufen 俊傑:chunchieh 佳穎:chiaying 冠宇:kuanyu 詩涵:shihhan 承恩:chengen 欣怡:hsinyi 柏翰:pohan 郁婷:yuting 宗翰:tsunghan 心怡:hsinyi 子晴:tzuching 宥廷:yuting 美玲:meiling 建宏:chienhung 佩珊:peishan 品妍:pinyen 彥廷:yenting 思妤:szuyu 文傑:wenchieh",
  ),
  write: (given, family) => `${family}${given}`,
  language: "zh-TW",
  cities: ["Taipei", "New Taipei", "Taoyuan", "Hsinchu", "Taichung", "Tainan", "Kaohsiung", "Hualien"],
  channels: ["LINE", "LINE", "LINE", "Web chat", "E-mail"],
  phonePrefix: "+886900000",
};

export const japanese: NamePool = {
  family: parts(
    "佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:ito 渡辺:watanabe 山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida 山田:yamada 佐々木:sasaki 松本:matsumoto 井上:inoue 木村:kimura 清水:shimizu 斎藤:saito 森:mori 池田:ikeda",
  ),
  given: parts(
    "陽菜:hina 蓮:ren 美咲:misaki 大翔:hiroto 結衣:yui 翔太:shota さくら:sakura 健太:kenta 葵:aoi 拓海:takumi 七海:nanami 直樹:naoki 彩花:ayaka 悠斗:yuto 千尋:chihiro 誠:makoto 由美:yumi 和也:kazuya 真央:mao 亮:ryo",
  ),
  write: (given, family) => `${family} ${given}`,
  language: "ja",
  cities: ["Tokyo", "Yokohama", "Osaka", "Nagoya", "Kyoto", "Fukuoka", "Sapporo", "Kobe"],
  channels: ["LINE", "LINE", "E-mail", "Web chat"],
  phonePrefix: "+819000000",
};

const elsewhere = {
  write: english.write,
  language: "en",
  channels: ["WhatsApp", "E-mail", "Web chat", "Instagram"],
  phonePrefix: "+15555550",
} as const;

export const others: readonly [NamePool, ...NamePool[]] = [
  {
    ...elsewhere,
    family: parts("Silva Santos Ferreira Almeida"),
    given: parts("Rafael Beatriz Tiago Inês:ines"),
    cities: ["Lisbon", "Porto"],
  },
  {
    ...elsewhere,
    family: parts("Müller:mueller Fischer Weber Hoffmann"),
    given: parts("Jonas Lena Felix Greta"),
    cities: ["Berlin", "Hamburg"],
  },
  {
    ...elsewhere,
    family: parts("Rossi Bianchi Conti Ricci"),
    given: parts("Luca Giulia Matteo Elena"),
    cities: ["Milan", "Bologna"],
  },
  {
    ...elsewhere,
    family: parts("Kim Park Choi Jung"),
    given: parts("Jisoo Minjun Haeun Seojin"),
    cities: ["Seoul", "Busan"],
  },
  {
    ...elsewhere,
    family: parts("Mehta Sharma Iyer Kapoor"),
    given: parts("Arjun Ananya Rohan Kavya"),
    cities: ["Mumbai", "Singapore"],
  },
  {
    ...elsewhere,
    family: parts("Novák:novak Dvořák:dvorak Svoboda Černý:cerny"),
    given: parts("Tomáš:tomas Jakub Petr Ondřej:ondrej"),
    cities: ["Prague", "Brno"],
  },
];
