/**
 * What the panel does not use of Preact 10.29, as it stands in its module: classes, hydration, default properties,
 * error boundaries, HTML given as text, and elements and attributes that the panel has none of.
 */
const unused: readonly (readonly [part: string, instead: string])[] = [
  ["F.prototype&&F.prototype.render", "!1"],
  // Default properties.
  [
    'if(arguments.length>2&&(e.children=arguments.length>3?n.call(arguments,2):t),"function"==typeof l&&null!=l.defaultProps)for(o in l.defaultProps)void 0===e[o]&&(e[o]=l.defaultProps[o]);',
    "arguments.length>2&&(e.children=arguments.length>3?n.call(arguments,2):t);",
  ],
  // Hydration, suspense, and what is already in the place it renders into.
  ["128&t.__u&&(c=!!(32&t.__u),o=[f=u.__e=t.__e]),", ""],
  [
    "if(e.length=h,u.__v=null,c||null!=o){if(n.then){for(u.__u|=c?160:128;f&&8==f.nodeType&&f.nextSibling;)f=f.nextSibling;null!=o&&(o[o.indexOf(f)]=null),u.__e=f}else if(null!=o)for(j=o.length;j--;)b(o[j])}else u.__e=t.__e;null==u.__k&&(u.__k=t.__k||[]),n.then||B(u),l.__e(n,u,t)",
    "e.length=h,u.__v=null,u.__e=t.__e,null==u.__k&&(u.__k=t.__k||[]),B(u),l.__e(n,u,t)",
  ],
  [",128&u.__u?void 0:f}", ",f}"],
  ["32&u.__u?[t]:null", "null"],
  ["!!(32&u.__u)", "!1"],
  ["null==o&&u.__v==t.__v?", "u.__v==t.__v?"],
  ["u.__u&=-161,", ""],
  [
    't==document&&(t=document.documentElement),l.__&&l.__(u,t),o=(r="function"==typeof i)?null:i&&i.__k||t.__k,e=[],f=[],q(t,u=(!r&&i||t).__k=k(S,null,[u]),o||d,d,t.namespaceURI,!r&&i?[i]:o?null:t.firstChild?n.call(t.childNodes):null,e,!r&&i?i:o?o.__e:t.firstChild,r,f)',
    "o=t.__k,e=[],f=[],q(t,u=t.__k=k(S,null,[u]),o||d,d,t.namespaceURI,null,e,o?o.__e:null,!1,f)",
  ],
  [
    'if("svg"==x?o="http://www.w3.org/2000/svg":"math"==x?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),null!=e)for(s=0;s<e.length;s++)if((y=e[s])&&"setAttribute"in y==!!x&&(x?y.localName==x:3==y.nodeType)){u=y,e[s]=null;break}',
    '"svg"==x?o="http://www.w3.org/2000/svg":o||(o="http://www.w3.org/1999/xhtml");',
  ],
  [",c&&(l.__m&&l.__m(t,e),c=!1),e=null", ""],
  ["m===k||c&&u.data==k||(u.data=k)", "m===k||(u.data=k)"],
  // HTML given as text, and elements that the panel has none of.
  [
    'if(e="textarea"==x&&null!=k.defaultValue?null:e&&n.call(u.childNodes),!c&&null!=e)for(m={},s=0;s<u.attributes.length;s++)m[(y=u.attributes[s]).name]=y.value;',
    "",
  ],
  [
    'y=m[s],"dangerouslySetInnerHTML"==s?p=y:"children"==s||s in k||"value"==s&&"defaultValue"in k||"checked"==s&&"defaultChecked"in k||N(u,s,null,y,o)',
    '"children"==s||s in k||N(u,s,null,m[s],o)',
  ],
  [
    '"children"==s?v=y:"dangerouslySetInnerHTML"==s?h=y:"value"==s?w=y:"checked"==s?_=y:c&&"function"!=typeof y||m[s]===y||N',
    '"children"==s?v=y:"value"==s?w=y:m[s]===y||N',
  ],
  [
    'if(h)c||p&&(h.__html==p.__html||h.__html==u.innerHTML)||(u.innerHTML=h.__html),t.__k=[];else if(p&&(u.innerHTML=""),L("template"==t.type?u.content:u,g(v)?v:[v],t,i,r,"foreignObject"==x?"http://www.w3.org/1999/xhtml":o,e,f,e?e[0]:i.__k&&$(i,0),c,a),null!=e)for(s=e.length;s--;)b(e[s]);c&&"textarea"!=x||(s="value","progress"==x&&null==w?u.removeAttribute("value"):null!=w&&(w!==u[s]||"progress"==x&&!w||"option"==x&&w!=m[s])&&N(u,s,w,m[s],o),s="checked",null!=_&&_!=u[s]&&N(u,s,_,m[s],o))',
    'L(u,g(v)?v:[v],t,i,r,o,e,f,i.__k&&$(i,0),c,a),null!=w&&w!==u.value&&N(u,"value",w,m.value,o)',
  ],
  [
    'if("http://www.w3.org/2000/svg"==i)l=l.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if("width"!=l&&"height"!=l&&"href"!=l',
    'if("http://www.w3.org/2000/svg"!=i',
  ],
  ['&&"download"!=l&&"rowSpan"!=l&&"colSpan"!=l', ""],
  ['&&"popover"!=l', ""],
  ['"popover"==l&&1==u?"":u', "u"],
  // Functions as `ref`, and listeners on the way down.
  [
    'if("function"==typeof n){var i="function"==typeof n.__u;i&&n.__u(),i&&null==u||(n.__u=n(u))}else n.current=u',
    "n.current=u",
  ],
  ['r=l!=(l=l.replace(s,"$1")),o=l.toLowerCase()', "r=!1,o=l.toLowerCase()"],
  [
    "n.addEventListener(l,r?v:p,r)):n.removeEventListener(l,r?v:p,r)",
    "n.addEventListener(l,p)):n.removeEventListener(l,p)",
  ],
  ["return t(l.event?l.event(u):u)", "return t(u)"],
  // Error boundaries.
  [
    "function(n,l,u,t){for(var i,r,o;l=l.__;)if((i=l.__c)&&!i.__)try{if((r=i.constructor)&&null!=r.getDerivedStateFromError&&(i.setState(r.getDerivedStateFromError(n)),o=i.__d),null!=i.componentDidCatch&&(i.componentDidCatch(n,t||{}),o=i.__d),o)return i.__E=i}catch(l){n=l}throw n}",
    "function(n){throw n}",
  ],
  [",k&&(p.__E=p.__=null)", ""],
  ["k=(p=u.__c=t.__c).__=p.__E", "p=u.__c=t.__c"],
  ['||"bigint"==typeof o||o.constructor==String', ""],
];

/** Preact's module without what the panel does not use; null when it is not the one that this is written for. */
export function withoutUnused(code: string): string | null {
  let left = code;
  for (const [part, instead] of unused) {
    if (left.split(part).length !== 2) return null;
    left = left.replace(part, () => instead);
  }
  return left;
}
