"""Maps without a service from elsewhere: folium over our own Leaflet, background and layers."""
