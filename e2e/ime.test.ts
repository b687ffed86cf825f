import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "./api.ts";
import { useBrowser } from "./browser.ts";
import { openChat } from "./chat.ts";
import { startServer, type Server } from "./server.ts";

const browser = useBrowser();
let server: Server;

/** What is composed step by step, what it becomes, and how long a name it is part of. */
const languages = [
  ["Chinese", ["ㄊ", "ㄊㄨ", "ㄊㄨㄟ", "推", "退ㄏ", "退貨"], "退貨", "退貨申請"],
  ["Japanese", ["h", "へ", "へn", "へんp", "へんぴん", "返品"], "返品", "返品希望"],
  ["Korean", ["ㅂ", "바", "반", "반ㅍ", "반푸", "반품"], "반품", "반품 요청"],
] as const;

beforeAll(async () => {
  server = await startServer();
  const api = await signIn(server.url, "admin@example.com");
  for (const [, , , name] of languages) await api.mutate("tags.create", { name });
});
afterAll(() => server.stop());

const compose = (devtools: CDPSession, text: string) =>
  devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
const confirm = (devtools: CDPSession, text: string) => devtools.send("Input.insertText", { text });

/** A key that the input method takes: browsers report 229 for it. */
async function pressInMethod(devtools: CDPSession, key: string): Promise<void> {
  await devtools.send("Input.dispatchKeyEvent", {
    type: "rawKeyDown",
    key,
    code: key,
    windowsVirtualKeyCode: 229,
  });
  await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key });
}

describe("an input method", () => {
  test.each(languages)(
    "for %s keeps its keys; only the Enter after the word applies a tag",
    async (_, steps, word, name) => {
      const page = await browser.open();
      const chat = await openChat(page, server.demoUrl, { contact: "crm:47950" });
      const devtools = await page.context().newCDPSession(page);
      const before = await chat.tags();
      const field = await chat.openPicker();
      const options = chat.panel.getByRole("option");
      await options.first().waitFor();
      const offered = await options.allTextContents();
      const untouched = async (step: string) => {
        expect(await chat.tags(), step).toEqual(before);
        expect(await field.getAttribute("aria-activedescendant"), step).toBeNull();
        expect(await field.getAttribute("aria-expanded"), step).toBe("true");
        expect(await options.allTextContents(), `${step}: half a word is not searched for`).toEqual(offered);
      };

      for (const step of steps) {
        await compose(devtools, step);
        await untouched(step);
      }
      for (const key of ["ArrowDown", "ArrowUp", "Backspace", "Escape", "Enter"]) {
        await pressInMethod(devtools, key);
        await untouched(key);
      }
      // Some browsers report the key itself, and only the event says that the word is being composed.
      await devtools.send("Input.dispatchKeyEvent", {
        type: "rawKeyDown",
        key: "Enter",
        code: "Enter",
        windowsVirtualKeyCode: 13,
      });
      await untouched("Enter by its own code");
      await confirm(devtools, word);
      // WebKit ends the composition first and reports the Enter that did it afterwards.
      await pressInMethod(devtools, "Enter");
      expect(await chat.tags()).toEqual(before);
      expect(await field.inputValue()).toBe(word);

      await chat.panel.getByRole("option", { name: new RegExp(`^${name}`) }).waitFor();
      await page.keyboard.press("Enter");
      await expect.poll(chat.tags).toEqual([name, ...before]);
      expect(await field.inputValue(), "ready for the next").toBe("");
    },
  );

  test("that is broken off applies nothing and leaves nothing to apply", async () => {
    const page = await browser.open();
    const chat = await openChat(page, server.demoUrl, { contact: "crm:49120" });
    const devtools = await page.context().newCDPSession(page);
    const before = await chat.tags();
    const field = await chat.openPicker();
    await compose(devtools, "たい");
    await compose(devtools, "");
    await expect.poll(() => field.inputValue()).toBe("");
    await page.keyboard.press("Enter");
    expect(await chat.tags()).toEqual(before);
    expect(await chat.panel.getByRole("option", { name: /Create/ }).count()).toBe(0);
  });

  test("creates a tag by Ctrl+Enter as well, once and whole", async () => {
    const page = await browser.open();
    const chat = await openChat(page, server.demoUrl, { contact: "crm:47733" });
    const devtools = await page.context().newCDPSession(page);
    const before = await chat.tags();
    await chat.openPicker();
    for (const step of ["よ", "よや", "よやく", "予約"]) await compose(devtools, step);
    await confirm(devtools, "予約");
    await page.keyboard.type("済");
    await page.keyboard.press("Control+Enter");
    await expect.poll(chat.tags).toEqual(["予約済", ...before]);
  });
});
