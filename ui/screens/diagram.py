"""."""

import streamlit as st

st.title("diagram")
