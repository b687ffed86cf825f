// Tags as shops, schools, clinics and software companies have them, each unlike all others; line by line what is
// easily taken for the same.
const distinct = `
VIP | VIP 2 | VIP 3 | VVIP | SVIP | VIP+ | VIP ⭐ | non-VIP | VIP 2024 | VIP 2025 | VIP candidate
Plan A | Plan B | Plan C | Free plan | Pro plan | Plane ticket | Planning | Planner | Planned
Paid | Unpaid | Prepaid | Postpaid | Repaid | Underpaid | Payment failed | Payment pending | Part payment
Q1 | Q2 | Q3 | Q4 | Q1 2025 | Q2 2025 | Q1 2026 | H1 | H2 | FY24 | FY25
2023 | 2024 | 2025 | 2026 | 2024-11 | 2024-12 | 11 | 1 1 | 1.1 | 1-1 | 1/1
Size S | Size M | Size L | Size XL | Size XXL | Sizing question
January | February | June | July | June 2025 | July 2025 | Monday | Tuesday | Thursday | Sunday | Monthly | Weekly | Biweekly
Import | Export | Import duty | Export duty | Imported | Importer | Exporter
Enabled | Disabled | Active | Inactive | Reactivated | Proactive | Activated | Deactivated
Subscriber | Subscribed | Unsubscribed | Subscription | Subscribe later
Shipping | Shopping | Shipped | Shipment | Shipping delay | Shop visit | Shopper | Skipping
Contact | Contract | Contacted | Contracted | Contractor | Contact me | Contract signed
Trial | Trail | Trial ended | Trailer | Free trial | Retrial
Order | Border | Older | Ordered | Reorder | Order 1 | Order 2 | Pre-order | Backorder
Refund | Refunded | Refundable | Refund 50% | Refund 100% | Refund declined | Non-refundable
Lead | Leader | Lead (cold) | Lead (warm) | Lead (hot) | Leading | Lender | Leads to call 3
New | News | Newly | New customer | News reader | Renewal | Renewed
Good | Goods | Goods in | Good fit | Custom | Customs | Custom order | Customs form
Customer | Costumer | Customer since 2019 | Customer since 2020 | Ex-customer | Customization
Member | Remember | Membership | Non-member | Member (trial) | Members only
Price | Prize | Priced | Pricing | Price match | Prize winner | Prices 2025
Booking | Cooking | Looking | Booked | Rebooked | Booking.com | Bookings 2
Winter | Winner | Winter sale | Winter sales 2 | Summer | Summit | Spring | String | Autumn
Contest | Content | Context | Contented | Consent | Consent given | No consent
Complement | Compliment | Complaint | Compliant | Complaint closed | Complaint open
Affiliate | Affiliated | Affiliation | Partner | Partnership | Parent | Patent | Patient | Impatient
Desert tour | Dessert | Dinner | Diner | Dining | Breakfast | Lunch | Launch
Casual | Causal | Formal | Former | Format | Form | From Instagram | From Facebook
Personal | Personnel | Principal | Principle | Stationary | Stationery | Council | Counsel
Male | Female | Man | Men | Woman | Mon | Tue | Thu | He/him | She/her | They/them
In stock | Out of stock | On hold | On sale | On site | In store | Off | Of age
Open | Reopen | Opened | Closed | Close friend | Closing | Clothing | Cloth
Has child | Has children 2 | Has dog | Has cat | Has car | Has card | No card | Cart left
Renter | Owner | Homeowner | Home | Rome | Roma | Amor
A+ | A | A- | B+ | B | B- | AA | AAA | AB
C | C++ | C# | F# | Go | Java | JavaScript | .NET 8 | .NET 9 | Node 22 | Node 24
USD 5 | USD 50 | USD 500 | EUR 5 | TWD 500 | $100 | €100 | £100 | ¥100
5% off | 10% off | 15% off | 5 off | >100 | <100 | ≥1000 | 100 kg | 100 g | 1 kg | 1 l | 10 m | 10 mm
Q&A | QA | R&D | RD | B2B | B2C | B2B2C | P2P | C2C
SM | SMS | MMS | DM | DMs off | ISO | POS | PO | GPS | DNS | HTTP | HTTPS | FTP | FTPS
iOS | iOS 17 | iOS 18 | Android | Android 14 | Android 15 | macOS | Windows | Windows 11
Kyoto | Tokyo | Osaka | Austria | Australia | Taipei | Taiwan | Taichung | Tainan | Hsinchu | Iran | Iraq | Niger | Nigeria
Andersen | Anderson | Jensen | Jansen | Martin | Marvin | Marie | Maria | Mario | Schmidt | Schmied
🔥 | ❤️ | 💙 | ⭐ | ⭐⭐ | ⭐⭐⭐ | 🔥 hot | ❄️ cold | 👍 | 👎
Webinar 1 | Webinar 2 | Webinar 10 | Workshop 1 | Workshop 2 | Batch 1A | Batch 1B | Batch 2A
v1 | v2 | v1.0 | v1.1 | v10 | v11 | Beta | Beta 2 | Alpha | RC1 | RC2
Kunde | Kundin | Neukunde | Altkunde | Stammkunde | Versand | Verstand | Rechnung | Mahnung | Zahlung
bezahlt | unbezahlt | verkauft | gekauft | Bär | Bier | fordern | fördern lassen | schon da | schön
cliente nuevo | cliente antiguo | pagado | pagada 2 | no pagado | enviado | devuelto | año 2025 | mes 2025
client fidèle | client perdu | payé | impayé | devis | facture | relance 1 | relance 2
má | mà | mả | khách mới | khách cũ | đã mua | chưa mua
送料無料 | 送料有料 | 送料込み | 送料別 | 代引き | 着払い | 元払い
新規 | 新品 | 新客 | 新年 | 新刊 | 旧品 | 既存 | 中古
男性 | 女性 | 男性 20代 | 男性 30代 | 女性 20代 | 女性 30代 | 大人 | 子供 | 老人
会員 | 非会員 | 準会員 | 会員A | 会員B | 退会 | 休会 | 入会
在庫あり | 在庫なし | 予約あり | 予約なし | 返事待ち | 入金待ち | 入金済み | 未入金
ビル | ビール | ビザ | ピザ | カード | カート | カーテン | サポート | スポーツ | スポート | レポート | リピート
はがき | 手紙 | メール | メルマガ | 電話 | 電話不可 | 来店 | 来店予定 | 再来店
東京 | 京都 | 東北 | 大阪 | 大分 | 北海道 | 九州 | 本州
上海 | 北海 | 南海 | 台北 | 台中 | 台南 | 台東 | 高雄 | 新北 | 新竹 | 桃園
換貨 | 退貨 | 補貨 | 缺貨 | 欠貨 | 到貨 | 出貨 | 未出貨 | 已出貨 | 待出貨
已付款 | 未付款 | 待付款 | 部分付款 | 已退款 | 未退款 | 退款中 | 拒退款
一月壽星 | 二月壽星 | 三月壽星 | 十月壽星 | 十一月壽星 | 十二月壽星
滿千送百 | 滿百送十 | 買一送一 | 買二送一 | 買一送二 | 第二件半價 | 全館九折 | 全館八折
大戶 | 小戶 | 中戶 | 大客戶 | 舊客戶 | 老客戶 | 潛在客戶 | 流失客戶 | 非客戶
加入官網 | 加入LINE | 封鎖LINE | 已讀 | 未讀 | 已回覆 | 未回覆 | 不要打擾 | 要打擾
早班 | 晚班 | 日班 | 夜班 | 平日 | 假日 | 週一 | 週二 | 週日
國中 | 高中 | 高職 | 大學 | 大專 | 研究所 | 國小 | 幼兒園
牛 | 午 | 土 | 士 | 未 | 末 | 人 | 入 | 日 | 曰 | 己 | 已
발송 완료 | 발송 대기 | 신규 | 신청 | 회원 | 비회원
новый | новая | оплачено | не оплачено | возврат | возвращено
`;

/** Pairs of names for one thing; the first of each is unlike all of the above. */
const duplicates = `
follow-up | follow up
E-mail only | Email only
no-show | no show
Gift wrap | Giftwrap
T-shirt club | Tshirt club
Walk in | Walk-in
Wholesale | Wholesales
Newsletter reader | Newsletter readers
Category page | Categories page
Damaged parcel | Damaged parcels
Repair request | Repair reqest
Birthday voucher | Brithday voucher
Chargeback | Chargebakc
Warranty expired | Warrenty expired
Café owner | Cafe owner
Müller group | Mueller group
Señor discount | Senor discount
Urgent! | Urgent
Top-10 buyer | Top 10 buyer
Black Friday '25 | Black Friday 25
台灣客 | 台湾客
臺灣大學 | 台灣大學
廣告名單 | 广告名单
線上課程 | 线上课程
櫃台取貨 | 櫃檯取貨
重要名單 | 重要 名單
抽獎活動 2025 | 抽獎活動2025
髮型師 | 发型师
國際學生 | 国際学生
渡邉様 | 渡辺様
ハガキ希望 | はがき希望
ユーザー会 | ユーザ会
メンバー限定 | メンバ限定
お問い合せ済 | お問い合せ・済
広報担当 | 廣報擔當
`;

const cells = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split(" | ").map((cell) => cell.trim()));

export const vocabulary = {
  distinct: cells(distinct).flat(),
  duplicates: cells(duplicates).map(([one = "", other = ""]): [string, string] => [one, other]),
};
