// A click on a map that is only partly in view must not scroll the page: the click would land elsewhere.
L.Map.Keyboard.include({
  _onMouseDown() {
    if (!this._focused) this._map.getContainer().focus({ preventScroll: true });
  },
});
