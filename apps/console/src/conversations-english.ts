import type { Conversation } from "./conversations.ts";

const mia = "Mia Chen";
const kenji = "Kenji Sato";
const day = 24 * 60;

export const englishConversations: Conversation[] = [
  {
    contact: "web:7f3a91",
    unread: true,
    messages: [
      { minutesAgo: 7, text: "Hi! First time here. Do you ship to Sweden?" },
      { minutesAgo: 6, text: "I’m after the Fjord rain jacket in moss green, size L." },
      { minutesAgo: 4, text: "And would I have to pay customs on top?" },
    ],
  },
  {
    contact: "crm:48377",
    unread: true,
    messages: [
      { minutesAgo: 3 * day + 40, text: "Hello, my order 20481 says “out for delivery” since Monday." },
      {
        minutesAgo: 3 * day + 32,
        by: kenji,
        text: "Hi Marco, sorry about the wait. The carrier had it in the wrong depot; it is on the van now.",
      },
      { minutesAgo: 3 * day + 30, text: "OK thanks, I’ll wait for it" },
      {
        minutesAgo: 16,
        text: "It came today, but the parcel arrived damaged. One corner is crushed and two of the four mugs are broken.",
      },
      {
        minutesAgo: 14,
        by: mia,
        text: "Oh no, I’m sorry, Marco. Could you send me a photo of the box and of the mugs? Then I can replace them without a return.",
      },
      { minutesAgo: 9, text: "Sure, taking the photos now. Do you need the label on the box too?" },
    ],
  },
  {
    contact: "crm:41508",
    unread: true,
    messages: [
      {
        minutesAgo: 38,
        text: "Hi team! I heard the winter collection opens early for VIP customers. Is that right?",
      },
      {
        minutesAgo: 35,
        by: mia,
        text: "Hi Priya! It is: Gold customers can order from Thursday 10:00, two days before everyone else.",
      },
      { minutesAgo: 31, text: "Lovely. Can I still use my birthday voucher during early access?" },
      {
        minutesAgo: 28,
        by: mia,
        text: "Yes, vouchers work as usual. Shall I put the wool throw you asked about on hold for you?",
      },
      { minutesAgo: 24, text: "Yes please! Two of them, gift wrapped like last time" },
    ],
  },
  {
    contact: "crm:48890",
    unread: false,
    messages: [
      {
        minutesAgo: 5 * 60 + 12,
        text: "Good morning, I ordered a backpack nine days ago and the tracking page has not moved since last week. It is a present for Saturday. Could you look into it?",
      },
      {
        minutesAgo: 4 * 60 + 50,
        by: kenji,
        text: "Good morning Emma, thank you for your patience. I’ve asked the carrier and they have lost track of it. I can send a new one by express today, so that it reaches you on Friday.",
      },
      {
        minutesAgo: 4 * 60 + 21,
        text: "That would be wonderful, thank you. What if the first one turns up after all?",
      },
      {
        minutesAgo: 4 * 60 + 5,
        by: kenji,
        text: "Then simply refuse it at the door. I’ll write to you once the new parcel has been scanned.",
      },
    ],
  },
  {
    contact: "crm:49120",
    unread: false,
    messages: [
      { minutesAgo: 2 * 60 + 50, text: "Hey, how do your boots run? I’m between a 38 and a 39" },
      {
        minutesAgo: 2 * 60 + 44,
        by: mia,
        text: "Hi Amara! They run slightly small, so most people in between take the 39. Here is the size guide with a sheet to print: measure your foot in the evening for the best fit.",
      },
      { minutesAgo: 2 * 60 + 30, text: "Measured: 24.6 cm. So 39 it is?" },
      {
        minutesAgo: 2 * 60 + 26,
        by: mia,
        text: "39 it is. And if they don’t fit, the first exchange is free.",
      },
      { minutesAgo: 2 * 60 + 25, text: "Perfect, ordering now" },
    ],
  },
  {
    contact: "crm:48002",
    unread: false,
    messages: [
      {
        minutesAgo: day + 5 * 60,
        text: "The main zip of my Ridge jacket has come off its track. It’s about fourteen months old. Is that something you repair?",
      },
      {
        minutesAgo: day + 4 * 60 + 48,
        by: kenji,
        text: "It is, Daniel. Zips, seams and buckles are free for two years. I’m sending you a label; the repair takes about a week.",
      },
      {
        minutesAgo: day + 4 * 60 + 40,
        text: "Great. Would you write when it’s back instead of ringing? I’m on shift most days.",
      },
      { minutesAgo: day + 4 * 60 + 37, by: kenji, text: "Of course. I’ve made a note: no calls." },
    ],
  },
  {
    contact: "crm:42046",
    unread: false,
    messages: [
      {
        minutesAgo: 2 * day + 3 * 60,
        text: "Dear Kite & Pine, this is the second time the invoice has arrived without our company name. I wrote about it in October and was told it would be corrected.",
      },
      {
        minutesAgo: 2 * day + 2 * 60,
        by: mia,
        text: "Dear Claire, you are right, and I apologise: the change was saved for one order only. It now stands in your account, and both corrected invoices are attached.",
      },
      { minutesAgo: 2 * day + 80, text: "Thank you, they are correct now. I hope it was the last time." },
    ],
  },
];
