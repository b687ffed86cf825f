export { messages } from "./locales/zh-TW.po";
