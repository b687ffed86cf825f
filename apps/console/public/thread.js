import { preferences } from "./preferences.js";
import { conversationPath, tagsPath } from "./route.js";
import { clock, dayName } from "./time.js";

const columns = document.querySelector(".columns");
const who = document.querySelector("#who");
const where = document.querySelector("#where");
const messageLog = document.querySelector("#messages");
const composer = document.querySelector("#composer");
const reply = document.querySelector("#reply");
const template = document.querySelector("#message");

/** Shows a conversation, or with null that none is open. */
export function showThread(conversation) {
  columns.classList.toggle("empty", conversation === null);
  if (conversation === null) return;

  const { contact, messages } = conversation;
  who.textContent = contact.name;
  who.lang = contact.language;
  where.textContent = [contact.channel, contact.city].join(" · ");
  document.querySelector("#sidebar-who").textContent = contact.name;
  document.querySelector("#to-tags").href = tagsPath(contact.externalId);
  document.querySelector("#to-thread").href = conversationPath(contact.externalId);

  messageLog.replaceChildren(...lines(messages, contact.language));
  messageLog.scrollTop = messageLog.scrollHeight;
}

function lines(messages, language) {
  const { locale } = preferences;
  let day = "";
  return messages.flatMap((message, index) => {
    const line = template.content.cloneNode(true).firstElementChild;
    line.classList.toggle("ours", message.by !== undefined);
    line.querySelector(".bubble").textContent = message.text;
    line.querySelector(".bubble").lang = language;
    line.querySelector(".meta").textContent = [message.by, clock(message.at, locale)]
      .filter((part) => part !== undefined)
      .join(" · ");
    line.querySelector(".meta").hidden = goesOn(message, messages[index + 1]);

    const name = dayName(message.at, locale);
    if (name === day) return [line];
    day = name;
    const separator = document.createElement("p");
    separator.className = "day muted";
    separator.textContent = name;
    return [separator, line];
  });
}

// Messages sent in one breath share the line that says who and when.
function goesOn(message, next) {
  return next !== undefined && next.by === message.by && next.at - message.at < 5 * 60_000;
}

export function onReply(listener) {
  const send = () => {
    const text = reply.value.trim();
    if (text === "") return;
    reply.value = "";
    listener(text);
  };
  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  // Enter also ends the choice of a word in Chinese and Japanese input: that Enter sends nothing.
  reply.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
}
