"""Streamlit pages and browser components."""
