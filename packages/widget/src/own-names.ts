/**
 * Names of properties that the bundle alone uses, Preact's and its own: the build shortens them. None of them may
 * be one of the DOM, of what travels to the server or from it, of what hosts see, or a value in a message.
 */
const names = `
  shouldComponentUpdate componentWillUnmount componentWillUpdate getChildContext debounceRendering
  setState forceUpdate contextType Provider Consumer _sb diffed unmount vnode
  peek dispose settle settled report notice adding hold said several applied may again wake retry
  watchTags onUpdate onLive onRefused isReady isWhole armed disarm walking choose takes typed
  onOpen onRemove onRemoveLast onRetry onCopied onSaved onDone onToggle onPoint onPick onCreate
  onChoose onArm canCreate parseName autoFocus nameProblem ofTag`;

export const ownNames: readonly string[] = names.trim().split(/\s+/);
