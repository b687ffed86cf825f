export { messages } from "./locales/ja.po";
