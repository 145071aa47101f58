"""."""

import streamlit as st

st.title("quarantine")
