"""The demo province: invented people in real places, loaded through the real actions."""
